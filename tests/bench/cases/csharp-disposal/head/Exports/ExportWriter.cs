using System.IO;
using System.Text;

namespace Shop.Exports;

public static class ExportWriter
{
    public static void Write(string path, string[] rows)
    {
        var writer = new StreamWriter(path, append: false, Encoding.UTF8);
        for (var index = 0; index <= rows.Length; index++)
        {
            writer.WriteLine(rows[index]);
        }
        writer.Dispose();
    }
}
