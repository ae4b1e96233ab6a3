-- What failed alike stands together: the same handler, type, reason and words, whatever the ids and numbers in them, but for
-- the line of the code.
ALTER TABLE entrega.dead_letter ADD COLUMN fingerprint text NOT NULL GENERATED ALWAYS AS (
    left(md5(handler || E'\n' || type || E'\n' || reason || E'\n'
         || regexp_replace(detail,
                           '[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}|(?<!\.java:)(?<![0-9])[0-9]+',
                           '#', 'g')), 8)) STORED;

-- Who brought a dead letter back, or threw it away.
CREATE TABLE entrega.audit (
    id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at       timestamptz NOT NULL DEFAULT clock_timestamp(),
    who      text        NOT NULL,
    action   text        NOT NULL,
    handler  text        NOT NULL,
    source   text        NOT NULL,
    event_id text        NOT NULL,
    detail   text        NOT NULL
);
