-- The marketplace's articles: plenty of most, five of one, none of another.
INSERT INTO stock (sku, available)
SELECT 'SKU-' || lpad(n::text, 3, '0'), 1000000000 FROM generate_series(1, 20) AS n;

INSERT INTO stock (sku, available) VALUES ('SCARCE-1', 5), ('GONE-1', 0);
