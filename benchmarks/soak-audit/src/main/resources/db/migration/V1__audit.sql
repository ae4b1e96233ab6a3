-- No unique keys: if something has its effect twice, or in another order, that is to be seen here.
CREATE TABLE note (
    handler text NOT NULL,
    subject text NOT NULL
);

CREATE TABLE followed_price (
    position bigint GENERATED ALWAYS AS IDENTITY,
    sku      text   NOT NULL,
    revision bigint NOT NULL
);

-- What was a dead letter and is not to become one again.
CREATE TABLE cured (
    what text PRIMARY KEY
);
