-- What relays take from: of one destination, the oldest that is due. One that is down or has much to send doesn't stand
-- before the others, and what is due in a week is not walked over until then.
CREATE INDEX CONCURRENTLY IF NOT EXISTS outbox_waiting
    ON entrega.outbox ((coalesce(queue, type)), due_at, position)
    WHERE published_at IS NULL AND parked_reason IS NULL;

CREATE INDEX CONCURRENTLY IF NOT EXISTS outbox_parked ON entrega.outbox (position) WHERE parked_reason IS NOT NULL;

-- The story of an event, and its cancellation.
CREATE INDEX CONCURRENTLY IF NOT EXISTS outbox_event ON entrega.outbox (event_id);

-- Replay, and the removal of what is old.
CREATE INDEX CONCURRENTLY IF NOT EXISTS outbox_created ON entrega.outbox (created_at);

-- Relays of the version before find what is due by outbox_waiting, too.
DROP INDEX CONCURRENTLY IF EXISTS entrega.outbox_due;
