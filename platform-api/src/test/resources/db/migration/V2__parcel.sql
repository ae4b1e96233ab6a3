CREATE TABLE parcel (
    id         text        PRIMARY KEY,
    state      text        NOT NULL DEFAULT 'packed',
    version    bigint      NOT NULL DEFAULT 1,
    changed_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
