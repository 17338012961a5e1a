using Azure.Storage.Blobs;
using Birkenhof.Orders;
using Microsoft.Data.SqlClient;

var builder = WebApplication.CreateBuilder(args);
var settings = builder.Configuration;

builder.Services.AddControllers();
builder.Services.AddScoped(_ => new SqlConnection(settings.GetConnectionString("Orders")));
builder.Services.AddScoped<OrderStore>();
builder.Services.AddScoped<AuditLog>();
builder.Services.AddSingleton(TimeProvider.System);

var app = builder.Build();
app.MapControllers();
app.Run();
