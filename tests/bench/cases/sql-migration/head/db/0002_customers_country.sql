begin transaction;

alter table customers add is_active bit not null;

update customers
set country = 'DE';

delete from customers
where email not in (select email from newsletter_recipients);

create index ix_customers_email on customers (email);

commit;
