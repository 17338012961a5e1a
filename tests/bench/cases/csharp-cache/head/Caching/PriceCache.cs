using System;
using System.Collections.Generic;
using System.Threading.Tasks;

namespace Shop.Caching;

public sealed class PriceCache
{
    private readonly Dictionary<string, decimal> prices = new();
    private readonly IPriceSource source;

    public PriceCache(IPriceSource source) => this.source = source;

    public async Task<decimal> PriceOf(string article)
    {
        if (prices.TryGetValue(article, out var price)) return price;
        try
        {
            price = source.PriceOf(article).Result;
        }
        catch (Exception)
        {
            price = 0;
        }
        prices[article] = price;
        return price;
    }
}
