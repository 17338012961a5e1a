using Dapper;
using Microsoft.Data.SqlClient;

namespace Birkenhof.Orders;

/// <summary>Finds orders by the name of the customer, newest first.</summary>
public sealed class OrderSearch(SqlConnection connection)
{
    private const int PageSize = 50;

    /// <param name="text">Part of the customer's name.</param>
    /// <param name="page">1-based.</param>
    public async Task<IReadOnlyList<Order>> FindAsync(string text, int page)
    {
        var sql = $"SELECT * FROM dbo.OrderView WHERE CustomerName LIKE '%{text}%' "
            + "ORDER BY PlacedOn DESC, Number DESC OFFSET @skip ROWS FETCH NEXT @take ROWS ONLY";
        var rows = await connection.QueryAsync<Order>(sql, new { skip = page * PageSize, take = PageSize });
        return rows.AsList();
    }

    public async Task<IReadOnlyList<Order>> FindAllAsync(string text)
    {
        const string sql = "SELECT * FROM dbo.OrderView WHERE CustomerName LIKE @pattern ORDER BY PlacedOn DESC";
        var rows = await connection.QueryAsync<Order>(sql, new { pattern = $"%{text}%" });
        return rows.AsList();
    }
}
