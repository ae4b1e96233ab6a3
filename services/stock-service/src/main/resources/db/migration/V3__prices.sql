-- What one piece of the stock is worth; NULL until the first price is heard of.
ALTER TABLE stock
    ADD COLUMN price_amount bigint, -- in the currency's minor unit
    ADD COLUMN currency     text;

-- Every price in the order of its effects. No unique key and no look at what stands here already: if a price came twice or
-- too late, that should be seen here.
CREATE TABLE price_history (
    position bigint GENERATED ALWAYS AS IDENTITY,
    sku      text   NOT NULL,
    revision bigint NOT NULL,
    amount   bigint NOT NULL,
    currency text   NOT NULL
);

CREATE INDEX price_history_sku ON price_history (sku, position);
