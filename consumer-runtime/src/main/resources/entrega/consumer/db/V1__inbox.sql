-- What has been handled. A row stands exactly if the effect of its event in that handler stands.
CREATE TABLE entrega.inbox (
    handler    text        NOT NULL,
    source     text        NOT NULL,
    event_id   text        NOT NULL, -- any text: foreign ids are no UUIDs
    handled_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    duplicates int         NOT NULL DEFAULT 0, -- deliveries that were recognised here and did no work
    PRIMARY KEY (handler, source, event_id)
);

-- What has failed, until it succeeds or becomes a dead letter. Handler '' stands for what reached none.
CREATE TABLE entrega.attempt (
    handler    text        NOT NULL,
    source     text        NOT NULL,
    event_id   text        NOT NULL,
    attempts   int         NOT NULL DEFAULT 1,
    first_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
    last_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
    last_error text        NOT NULL,
    PRIMARY KEY (handler, source, event_id)
);

CREATE TABLE entrega.dead_letter (
    id               bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    handler          text        NOT NULL,
    source           text        NOT NULL,
    event_id         text        NOT NULL,
    type             text        NOT NULL,
    subject          text        NOT NULL,
    reason           text        NOT NULL,
    detail           text        NOT NULL,
    attempts         int         NOT NULL,
    first_failed_at  timestamptz NOT NULL,
    last_failed_at   timestamptz NOT NULL,
    dead_lettered_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    body             text        NOT NULL, -- the message as it was received
    attributes       text        NOT NULL, -- its attributes, as a JSON object
    UNIQUE (handler, source, event_id)
);
