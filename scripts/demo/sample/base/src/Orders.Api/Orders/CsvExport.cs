using System.Globalization;
using System.Text;

namespace Birkenhof.Orders;

public static class CsvExport
{
    public static string Write(IEnumerable<Order> orders)
    {
        var csv = new StringBuilder("number;customer;city;total\n");
        foreach (var order in orders)
        {
            var total = (order.TotalCents / 100m).ToString("0.00", CultureInfo.InvariantCulture);
            csv.Append($"{order.Number};{order.Customer.Name};{order.Customer.Address?.City};{total}\n");
        }

        return csv.ToString();
    }
}
