create table orders (
    id int not null primary key,
    customer_id int not null,
    placed_at datetime2 not null
);
