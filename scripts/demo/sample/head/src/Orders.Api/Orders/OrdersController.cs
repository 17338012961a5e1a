using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Birkenhof.Orders;

[ApiController]
[Authorize]
[Route("orders")]
public sealed class OrdersController(
    OrderStore store,
    OrderSearch search,
    OrderExport export,
    AuditLog audit) : ControllerBase
{
    [HttpGet("{number:int}")]
    public async Task<ActionResult<Order>> Get(int number, CancellationToken cancellation)
    {
        var order = await store.FindAsync(number, cancellation);
        return order is null ? NotFound() : order;
    }

    /// <summary>Orders by the name of the customer, newest first. The first page is 1.</summary>
    [HttpGet]
    public async Task<IReadOnlyList<Order>> Find([FromQuery] string text, [FromQuery] int page = 1)
    {
        return await search.FindAsync(text, Math.Max(page, 1));
    }

    [HttpPost("export")]
    public async Task<ActionResult<Uri>> Export([FromQuery] string text, CancellationToken cancellation)
    {
        var orders = await search.FindAllAsync(text);
        audit.RecordAsync(User.Identity?.Name, "export", orders.Count);
        return await export.WriteAsync(orders, cancellation);
    }
}
