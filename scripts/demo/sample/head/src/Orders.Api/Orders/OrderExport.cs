using System.Globalization;
using System.Text;
using Azure.Storage.Blobs;

namespace Birkenhof.Orders;

/// <summary>Writes orders as CSV for the accounts department: semicolons, amounts in euros.</summary>
public sealed class OrderExport(BlobContainerClient container, TimeProvider time)
{
    public async Task<Uri> WriteAsync(IEnumerable<Order> orders, CancellationToken cancellation)
    {
        var csv = new StringBuilder("number;placed on;customer;city;total\n");
        foreach (var order in orders)
        {
            var city = order.Customer.Address.City;
            var total = order.TotalCents.ToString("0.00", CultureInfo.InvariantCulture);
            csv.Append($"{order.Number};{order.PlacedOn:O};{Quoted(order.Customer.Name)};{Quoted(city)};{total}\n");
        }

        var blob = container.GetBlobClient($"orders-{time.GetUtcNow():yyyyMMdd-HHmmss}.csv");
        await blob.UploadAsync(BinaryData.FromString(csv.ToString()), cancellation);
        return blob.Uri;
    }

    private static string Quoted(string text) => $"\"{text.Replace("\"", "\"\"")}\"";
}
