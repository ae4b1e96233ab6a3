-- Of each channel and day (UTC), in the smallest unit of the currency.
CREATE TABLE turnover (
    channel  text   NOT NULL,
    day      date   NOT NULL,
    currency text   NOT NULL,
    orders   bigint NOT NULL,
    amount   bigint NOT NULL,
    PRIMARY KEY (channel, day, currency)
);
