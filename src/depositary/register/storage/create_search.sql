-- The tables of the search, for SQLite and PostgreSQL. Frozen: a later form is made by a later migration.

CREATE TABLE IF NOT EXISTS documents (number BIGINT NOT NULL, report TEXT NOT NULL, PRIMARY KEY (number));
CREATE UNIQUE INDEX IF NOT EXISTS documents_report ON documents (report);
CREATE TABLE IF NOT EXISTS namings (word TEXT NOT NULL, agreement TEXT NOT NULL, part INTEGER NOT NULL, PRIMARY KEY (word, agreement));
CREATE INDEX IF NOT EXISTS namings_agreement ON namings (agreement);
CREATE TABLE IF NOT EXISTS spellings (word TEXT NOT NULL, initial TEXT NOT NULL, size INTEGER NOT NULL, reports INTEGER NOT NULL, PRIMARY KEY (word));
CREATE INDEX IF NOT EXISTS spellings_initial ON spellings (initial, size);
CREATE TABLE IF NOT EXISTS unindexed (sort TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (sort, id));
INSERT INTO unindexed (sort, id) SELECT 'report', id FROM reports WHERE true ON CONFLICT DO NOTHING;
INSERT INTO unindexed (sort, id) SELECT 'agreement', id FROM agreements WHERE true ON CONFLICT DO NOTHING;
