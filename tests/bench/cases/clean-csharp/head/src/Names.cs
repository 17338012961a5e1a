namespace Shop;

public static class Names
{
    public static string Initials(string first, string last)
    {
        ArgumentException.ThrowIfNullOrEmpty(first);
        ArgumentException.ThrowIfNullOrEmpty(last);
        return $"{first[0]}{last[0]}";
    }
}
