-- What the releases of the service read of which events. The queue's tag entrega:declaration names the newest.
CREATE TABLE entrega.declaration (
    hash        text        PRIMARY KEY,
    declared    text        NOT NULL, -- JSON
    declared_at timestamptz NOT NULL DEFAULT now()
);
