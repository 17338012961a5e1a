namespace Shop.Payments;

public sealed class Refund
{
    public decimal Amount { get; private set; }

    public void Add(decimal amount, decimal paid)
    {
        if (amount <= 0) throw new ArgumentOutOfRangeException(nameof(amount));
        if (Amount + amount > paid) throw new InvalidOperationException("more than was paid");
        Amount += amount;
    }
}
