-- The index of the words of reports in SQLite (FTS5). It holds no copy of the texts and no positions.
-- The program splits texts into words itself, so that both databases find the same: "ascii" takes them as they are.
-- Frozen: a later form is made by a later migration.

CREATE VIRTUAL TABLE IF NOT EXISTS search_texts USING fts5(words, content='', detail='none', tokenize='ascii');
