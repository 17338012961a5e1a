using Azure.Storage.Blobs;
using Birkenhof.Orders;
using Microsoft.Data.SqlClient;

var builder = WebApplication.CreateBuilder(args);
var settings = builder.Configuration;

builder.Services.AddControllers();
builder.Services.AddScoped(_ => new SqlConnection(settings.GetConnectionString("Orders")));
builder.Services.AddScoped<OrderStore>();
builder.Services.AddScoped<OrderSearch>();
builder.Services.AddScoped<OrderExport>();
builder.Services.AddScoped<AuditLog>();
builder.Services.AddSingleton(_ =>
    new BlobContainerClient(settings.GetConnectionString("Exports"), "exports"));
builder.Services.AddHttpClient("warehouse").ConfigurePrimaryHttpMessageHandler(() => new HttpClientHandler
{
    // The scanner in hall 2 still has its factory certificate.
    ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator,
});
builder.Services.AddSingleton(TimeProvider.System);

var app = builder.Build();
app.MapControllers();
app.Run();
