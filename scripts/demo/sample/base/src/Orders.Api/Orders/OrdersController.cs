using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Birkenhof.Orders;

[ApiController]
[Authorize]
[Route("orders")]
public sealed class OrdersController(OrderStore store) : ControllerBase
{
    [HttpGet("{number:int}")]
    public async Task<ActionResult<Order>> Get(int number, CancellationToken cancellation)
    {
        var order = await store.FindAsync(number, cancellation);
        return order is null ? NotFound() : order;
    }
}
