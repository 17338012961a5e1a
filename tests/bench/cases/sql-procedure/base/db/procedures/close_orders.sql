create or alter procedure close_orders @customer int as
begin
    set nocount on;
    update orders
    set status = 'closed', closed_at = sysutcdatetime()
    where customer_id = @customer and status = 'delivered';
end;
