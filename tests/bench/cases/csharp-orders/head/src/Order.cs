using System.Collections.Generic;

namespace Orders.Api;

public sealed class Order
{
    public int Id { get; init; }
    public string Tenant { get; init; } = "";
    public Customer? Customer { get; init; }
    public List<OrderLine> Lines { get; } = new();
}
