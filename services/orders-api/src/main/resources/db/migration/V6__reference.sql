-- A partner's number is one order.
CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS orders_reference ON orders (channel, reference) WHERE reference IS NOT NULL;
