using System.IO;
using System.Text;

namespace Shop.Exports;

public static class ExportWriter
{
    public static void Write(string path, string[] rows)
    {
        using var writer = new StreamWriter(path, append: false, Encoding.UTF8);
        foreach (var row in rows) writer.WriteLine(row);
    }
}
