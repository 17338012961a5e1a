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
        return await context.Orders.SingleOrDefaultAsync(order => order.Id == id);
    }

    public IReadOnlyList<Order> Page(string tenant, int page, int size)
    {
        return context.Orders
            .Where(order => order.Tenant == tenant)
            .OrderBy(order => order.Id)
            .Skip(page * size)
            .Take(size)
            .ToList();
    }

    public decimal Total(Order order)
    {
        var total = order.Lines.Sum(line => line.Price * line.Quantity);
        return total - total * DiscountOf(order) / 100;
    }

    private static int DiscountOf(Order order)
    {
        return order.Customer.IsRegular ? 5 : 0;
    }
}
