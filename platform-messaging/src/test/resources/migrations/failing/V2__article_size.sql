CREATE INDEX CONCURRENTLY article_size ON entrega.article (size);
