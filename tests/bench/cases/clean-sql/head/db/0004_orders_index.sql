-- The list of a customer's orders is sorted by date.
create index ix_orders_customer on orders (customer_id, placed_at desc);
