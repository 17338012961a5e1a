create table customers (
    id int not null primary key,
    email nvarchar(320) null,
    country char(2) null,
    created_at datetime2 not null
);
