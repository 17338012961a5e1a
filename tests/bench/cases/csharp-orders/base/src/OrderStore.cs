using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;

namespace Orders.Api;

public sealed class OrderStore
{
    private readonly OrdersContext context;

    public OrderStore(OrdersContext context) => this.context = context;

    public async Task<Order?> Find(int id, string tenant)
    {
        return await context.Orders.SingleOrDefaultAsync(order => order.Id == id && order.Tenant == tenant);
    }

    public IReadOnlyList<Order> Page(string tenant, int page, int size)
    {
        return context.Orders
            .Where(order => order.Tenant == tenant)
            .OrderBy(order => order.Id)
            .Skip((page - 1) * size)
            .Take(size)
            .ToList();
    }

    public decimal Total(Order order)
    {
        return order.Lines.Sum(line => line.Price * line.Quantity);
    }
}
