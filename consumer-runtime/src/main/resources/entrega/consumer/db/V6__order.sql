-- Places in the order of a group, taken as messages come: of dead letters, and of what waits behind them.
CREATE SEQUENCE entrega.place;

-- Of a dead letter that came by a FIFO queue: it holds its group until it is brought back or thrown away.
ALTER TABLE entrega.dead_letter ADD COLUMN group_id text, ADD COLUMN place bigint;
CREATE INDEX dead_letter_place ON entrega.dead_letter (queue, group_id, place) WHERE group_id IS NOT NULL;

-- The groups whose messages are not handled as they come. One at a time is sent to the queue again, in the order of places.
CREATE TABLE entrega.hold (
    queue    text        NOT NULL,
    group_id text        NOT NULL,
    since    timestamptz NOT NULL DEFAULT clock_timestamp(),
    place    bigint, -- what is under way again; null: nothing is, since a dead letter stands before the rest
    position bigint, -- of its row in the outbox, by which its message is known
    PRIMARY KEY (queue, group_id)
);

-- What waits: messages that came behind a dead letter, and dead letters that were brought back, until they have ended.
CREATE TABLE entrega.held (
    queue    text        NOT NULL,
    group_id text        NOT NULL,
    place    bigint      NOT NULL DEFAULT nextval('entrega.place'),
    source   text        NOT NULL,
    event_id text        NOT NULL,
    type     text        NOT NULL,
    subject  text        NOT NULL,
    body     text        NOT NULL,
    again    boolean     NOT NULL DEFAULT false, -- to be sent once more: it was brought back for another handler meanwhile
    held_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (queue, group_id, place)
);
