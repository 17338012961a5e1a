using Dapper;
using Microsoft.Data.SqlClient;

namespace Birkenhof.Orders;

public sealed class OrderStore(SqlConnection connection)
{
    public async Task<Order?> FindAsync(int number, CancellationToken cancellation)
    {
        const string sql = "SELECT * FROM dbo.OrderView WHERE Number = @number";
        var command = new CommandDefinition(sql, new { number }, cancellationToken: cancellation);
        return await connection.QuerySingleOrDefaultAsync<Order>(command);
    }
}
