-- The first answer, for services that repeat it (entrega.api.duplicates=replay); empty for others.
ALTER TABLE entrega.idempotency_key
    ADD COLUMN status       smallint,
    ADD COLUMN content_type text,
    ADD COLUMN body         bytea;
