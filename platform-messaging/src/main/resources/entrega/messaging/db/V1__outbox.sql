-- Events that wait to be published, and those that were. Sent events stay readable for inspection and replay.
CREATE TABLE entrega.outbox (
    position      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    event_id      text        NOT NULL,
    type          text        NOT NULL,
    source        text        NOT NULL,
    subject       text        NOT NULL,
    body          text        NOT NULL, -- the CloudEvent; text, since valid JSON may hold \u0000, which jsonb refuses
    created_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
    due_at        timestamptz NOT NULL DEFAULT clock_timestamp(), -- a claim moves it past the claim's lease
    attempts      int         NOT NULL DEFAULT 0,
    published_at  timestamptz, -- the broker has confirmed it
    parked_reason text         -- the broker will never take it
);

-- What the relay claims from; rows leave it when they are published or parked.
CREATE INDEX outbox_due ON entrega.outbox (position) WHERE published_at IS NULL AND parked_reason IS NULL;
