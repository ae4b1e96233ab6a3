-- What is older than the service remembers is removed.
CREATE INDEX CONCURRENTLY IF NOT EXISTS idempotency_key_created
    ON entrega.idempotency_key USING brin (created_at) WITH (autosummarize = on);
