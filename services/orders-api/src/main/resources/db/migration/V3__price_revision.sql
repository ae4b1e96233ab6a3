ALTER TABLE product ADD COLUMN price_revision bigint NOT NULL DEFAULT 0; -- how often the price was changed
