-- Up to which receive of its message it is known how the run ended, and how often it was run on suspicion of ending processes.
ALTER TABLE entrega.attempt ADD COLUMN receives int NOT NULL DEFAULT 0, ADD COLUMN crashes int NOT NULL DEFAULT 0;

-- The queue of the service that the message came from, to bring it back there; null: its main one.
ALTER TABLE entrega.dead_letter ADD COLUMN queue text;

-- Rows come in the order of their time, so a few pages tell where the old ones are.
CREATE INDEX inbox_handled ON entrega.inbox USING brin (handled_at) WITH (autosummarize = on);

-- What operators and instances agree on about a queue. No row: it is not paused, and its rate is free.
CREATE TABLE entrega.lane (
    queue      text        PRIMARY KEY,
    paused     boolean     NOT NULL DEFAULT false,
    reason     text        NOT NULL DEFAULT '',
    changed_by text        NOT NULL DEFAULT '',
    changed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    free_at    timestamptz -- until then what the rate allows is given away
);
