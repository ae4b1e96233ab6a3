ALTER TABLE article ADD COLUMN colour text;
