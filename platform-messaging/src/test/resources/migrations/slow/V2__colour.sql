ALTER TABLE article ADD COLUMN colour text;
-- Waits as long as a test holds it.
SELECT pg_advisory_xact_lock(4711);
INSERT INTO article VALUES ('second', 'red');
