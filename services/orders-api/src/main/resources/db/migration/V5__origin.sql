ALTER TABLE orders
    ADD COLUMN channel   text NOT NULL DEFAULT 'shop', -- or the partner's name
    ADD COLUMN reference text;                         -- the partner's own number

COMMENT ON TABLE order_transition IS 'Written by code of the time before entrega.transition, for as long as that runs.';
