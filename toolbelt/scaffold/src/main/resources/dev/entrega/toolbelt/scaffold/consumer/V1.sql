-- No unique key: the platform's inbox keeps an event from being noted twice, and if it failed, that should be seen here.
CREATE TABLE {{table}} (
    subject text        NOT NULL,
    at      timestamptz NOT NULL
);

CREATE INDEX {{table}}_subject ON {{table}} (subject);
