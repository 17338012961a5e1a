CREATE TABLE dbo.Orders (
    Number int NOT NULL PRIMARY KEY,
    PlacedOn date NOT NULL,
    State tinyint NOT NULL,
    CustomerId int NOT NULL REFERENCES dbo.Customers (Id),
    TotalCents bigint NOT NULL
);
GO

CREATE VIEW dbo.OrderView AS
SELECT o.Number, o.PlacedOn, o.State, o.TotalCents, c.Name AS CustomerName
FROM dbo.Orders o
JOIN dbo.Customers c ON c.Id = o.CustomerId;
GO
