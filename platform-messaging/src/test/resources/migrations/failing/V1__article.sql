CREATE TABLE article (name text NOT NULL);
INSERT INTO article VALUES ('first');
