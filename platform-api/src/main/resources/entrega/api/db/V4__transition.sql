-- The past of the resources that have a workflow, each line written in the transaction of its transition.
CREATE TABLE entrega.transition (
    resource   text        NOT NULL, -- the service's table
    id         text        NOT NULL,
    version    bigint      NOT NULL, -- the resource's after it
    from_state text,                 -- none where it began
    to_state   text        NOT NULL,
    event_type text        NOT NULL,
    event_id   text        NOT NULL,
    at         timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (resource, id, version)
);
