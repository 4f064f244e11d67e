-- The index of the words of reports in PostgreSQL. The program splits texts into words itself (array_to_tsvector).
-- Frozen: a later form is made by a later migration.

CREATE TABLE IF NOT EXISTS search_texts (number BIGINT NOT NULL, words TSVECTOR NOT NULL, PRIMARY KEY (number));
CREATE INDEX IF NOT EXISTS search_texts_words ON search_texts USING GIN (words);
