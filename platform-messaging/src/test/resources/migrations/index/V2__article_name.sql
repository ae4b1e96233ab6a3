CREATE INDEX CONCURRENTLY IF NOT EXISTS article_name ON article (name);
