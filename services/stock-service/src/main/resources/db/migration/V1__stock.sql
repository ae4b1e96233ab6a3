CREATE TABLE stock (
    sku       text PRIMARY KEY,
    available bigint NOT NULL CHECK (available >= 0)
);

-- What was decided for each order, and what it took. No unique keys: the inbox alone keeps an order from being decided
-- twice, and if it failed, that should be seen here.
CREATE TABLE stock_decision (
    order_id text        NOT NULL,
    decision text        NOT NULL CHECK (decision IN ('reserved', 'rejected')),
    at       timestamptz NOT NULL DEFAULT clock_timestamp()
);

CREATE INDEX stock_decision_order ON stock_decision (order_id);

CREATE TABLE stock_reservation (
    order_id text   NOT NULL,
    sku      text   NOT NULL REFERENCES stock,
    quantity bigint NOT NULL CHECK (quantity > 0)
);

CREATE INDEX stock_reservation_order ON stock_reservation (order_id);
