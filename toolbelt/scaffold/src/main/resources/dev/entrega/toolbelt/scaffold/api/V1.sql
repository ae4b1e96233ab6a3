CREATE TABLE {{table}} (
    id        text        PRIMARY KEY,
    reference text        NOT NULL,
    at        timestamptz NOT NULL DEFAULT clock_timestamp()
);
