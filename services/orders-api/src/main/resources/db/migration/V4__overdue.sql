-- Orders whose stock has not answered in time are looked for every few seconds.
CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_placed ON orders (changed_at, id) WHERE state = 'placed';
