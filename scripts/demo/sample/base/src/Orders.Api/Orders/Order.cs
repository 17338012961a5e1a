namespace Birkenhof.Orders;

/// <summary>One order. Money is kept in cents; the currency is always the euro.</summary>
public sealed record Order(int Number, DateOnly PlacedOn, OrderState State, Customer Customer, long TotalCents);

/// <summary>A customer who collects at the counter has no address.</summary>
public sealed record Customer(int Id, string Name, Address? Address);

public sealed record Address(string Street, string PostalCode, string City);

public enum OrderState
{
    Open,
    Shipped,
    Returned,
}
