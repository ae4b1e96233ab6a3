-- No unique key: it would hide a second effect.
CREATE TABLE noted (
    subject text        NOT NULL,
    at      timestamptz NOT NULL
);
