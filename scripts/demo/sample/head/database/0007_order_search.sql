-- Search sorts by date within a name; without this index it reads the whole table.
CREATE INDEX IX_Orders_PlacedOn
ON dbo.Orders (PlacedOn DESC, Number DESC)
INCLUDE (State, TotalCents, CustomerId);
GO

CREATE INDEX IX_Customers_Name
ON dbo.Customers (Name);
GO