INSERT INTO product (sku, name, price_amount, currency)
SELECT 'SKU-' || lpad(n::text, 3, '0'), 'Article ' || n, 250 + 175 * n, 'EUR' FROM generate_series(1, 20) AS n;

INSERT INTO product (sku, name, price_amount, currency)
VALUES ('SCARCE-1', 'An article of which there is little', 9900, 'EUR'),
       ('GONE-1', 'An article of which there is nothing left', 4900, 'EUR');
