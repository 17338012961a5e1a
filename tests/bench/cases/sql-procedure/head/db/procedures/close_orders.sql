create or alter procedure close_orders @customer int as
begin
    set nocount on;
    update orders
    set status = 'closed', closed_at = sysutcdatetime()
    where customer_id = @customer and status = 'delivered' or status = 'returned';
    declare @sql nvarchar(max) = N'insert into audit (text) values (''closed orders of ' + cast(@customer as nvarchar(20)) + N''')';
    exec (@sql);
    select sum(total) / count(*) as average from orders where customer_id = @customer and status = 'closed' and total > 0;
end;
