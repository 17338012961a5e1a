using System;
using System.Collections.Concurrent;
using System.Threading.Tasks;

namespace Shop.Caching;

public sealed class PriceCache
{
    private readonly ConcurrentDictionary<string, decimal> prices = new();
    private readonly IPriceSource source;

    public PriceCache(IPriceSource source) => this.source = source;

    public async Task<decimal> PriceOf(string article)
    {
        if (prices.TryGetValue(article, out var price)) return price;
        price = await source.PriceOf(article);
        prices[article] = price;
        return price;
    }
}
