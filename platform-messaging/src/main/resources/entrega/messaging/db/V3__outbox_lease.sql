-- Which relay sends to a destination, and until when nobody else does: one that dies is followed when its lease is over.
CREATE TABLE entrega.outbox_lease (
    destination text PRIMARY KEY, -- a queue, or an event type for its topic
    relay       text        NOT NULL,
    until       timestamptz NOT NULL
) WITH (fillfactor = 20);

ALTER TABLE entrega.outbox
    ADD COLUMN publish_at timestamptz; -- not to be sent before, and to be cancelled until then; null: at once

-- Two versions a row, one of them dead as soon as the event is published. A share of a table that keeps a week of events
-- would be reached too seldom; so many dead rows are worth a round whatever the size.
ALTER TABLE entrega.outbox SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 20000);

-- What operators have done to rows of the outbox. Grows with their work, not with the events.
CREATE TABLE entrega.outbox_audit (
    id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at       timestamptz NOT NULL DEFAULT clock_timestamp(),
    who      text        NOT NULL,
    action   text        NOT NULL, -- release or discard
    event_id text        NOT NULL,
    source   text        NOT NULL,
    type     text        NOT NULL,
    detail   text        NOT NULL
);
