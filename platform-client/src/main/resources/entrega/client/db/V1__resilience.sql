-- How the service calls its upstreams, by change: the newest row counts, the others tell who has changed what. A release
-- adds a row, which ends what was applied before it; so there are about as many as releases.
CREATE TABLE entrega.resilience (
    id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at       timestamptz NOT NULL DEFAULT clock_timestamp(),
    action   text        NOT NULL CHECK (action IN ('release', 'apply', 'undo')),
    who      text        NOT NULL, -- of a release: its version, if it has one
    settings text        NOT NULL, -- JSON: what resilience.yml says; of an apply what a running service can change of it
    clients  text                  -- JSON: of a release the calls of each upstream
);
