-- As outbox_waiting, where a noun is a destination, too.
CREATE INDEX CONCURRENTLY IF NOT EXISTS outbox_to_send
    ON entrega.outbox ((coalesce(queue, noun, type)), due_at, position)
    WHERE published_at IS NULL AND parked_reason IS NULL;

-- What of a destination leaves in order; and what stands before one of a group, parked or not.
CREATE INDEX CONCURRENTLY IF NOT EXISTS outbox_in_order
    ON entrega.outbox ((coalesce(queue, noun, type)), position)
    WHERE published_at IS NULL AND group_id IS NOT NULL;
CREATE INDEX CONCURRENTLY IF NOT EXISTS outbox_group
    ON entrega.outbox ((coalesce(queue, noun, type)), group_id, position)
    WHERE published_at IS NULL AND group_id IS NOT NULL;

DROP INDEX CONCURRENTLY IF EXISTS entrega.outbox_waiting;
