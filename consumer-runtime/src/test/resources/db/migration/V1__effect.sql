-- No unique key: a second effect must be seen, not hidden.
CREATE TABLE effect (handler text NOT NULL, subject text NOT NULL, at timestamptz NOT NULL DEFAULT clock_timestamp());
