-- The requests that were answered with a 2xx, each written in the transaction of its own effect.
CREATE TABLE entrega.idempotency_key (
    client      text        NOT NULL, -- who asked
    method      text        NOT NULL,
    route       text        NOT NULL, -- the template, as /orders/{id}/cancellation
    key         text        NOT NULL, -- the client's Idempotency-Key
    fingerprint bytea       NOT NULL, -- SHA-256 of what was asked
    location    text,                 -- of the first answer, as is the ETag
    etag        text,
    created_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (client, method, route, key)
);
