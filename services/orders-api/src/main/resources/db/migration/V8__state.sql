-- The few orders of one state are listed without reading the many of the others.
CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_state ON orders (state, id);
