using Dapper;
using Microsoft.Data.SqlClient;

namespace Birkenhof.Orders;

/// <summary>Who took data out of the system, and how much of it. Kept for ten years.</summary>
public sealed class AuditLog(SqlConnection connection, TimeProvider time)
{
    public Task RecordAsync(string? user, string what, int rows) =>
        connection.ExecuteAsync(
            "INSERT INTO dbo.Audit (At, UserName, What, RowCount) VALUES (@at, @user, @what, @rows)",
            new { at = time.GetUtcNow(), user, what, rows });
}
