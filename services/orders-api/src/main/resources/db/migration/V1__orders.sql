CREATE TABLE product (
    sku          text   PRIMARY KEY,
    name         text   NOT NULL,
    price_amount bigint NOT NULL CHECK (price_amount BETWEEN 0 AND 10000000), -- in the currency's minor unit; an order of 100 lines of 1000 stays below the contract's limit
    currency     text   NOT NULL CHECK (currency ~ '^[A-Z]{3}$')
);

CREATE TABLE orders (
    id            text        COLLATE "C" PRIMARY KEY, -- UUIDv7: sorted by it, orders are sorted by time
    state         text        NOT NULL CHECK (state IN ('placed', 'confirmed', 'shipped', 'rejected', 'cancelled')),
    buyer_name    text        NOT NULL,
    buyer_email   text        NOT NULL,
    buyer_address text,
    total_amount  bigint      NOT NULL,
    currency      text        NOT NULL,
    version       int         NOT NULL DEFAULT 1,
    placed_at     timestamptz NOT NULL DEFAULT clock_timestamp(),
    changed_at    timestamptz NOT NULL DEFAULT clock_timestamp()
);

CREATE TABLE order_line (
    order_id    text   COLLATE "C" NOT NULL REFERENCES orders,
    position    int    NOT NULL,
    sku         text   NOT NULL,
    quantity    bigint NOT NULL,
    unit_amount bigint NOT NULL,
    PRIMARY KEY (order_id, position)
);

-- No unique key on purpose: an effect that happened twice must be seen twice.
CREATE TABLE order_transition (
    order_id   text        NOT NULL,
    from_state text        NOT NULL,
    to_state   text        NOT NULL,
    at         timestamptz NOT NULL DEFAULT clock_timestamp()
);

CREATE INDEX order_transition_order ON order_transition (order_id);
