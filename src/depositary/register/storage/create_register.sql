-- The tables of a register of the first release (0.1.0), for SQLite and PostgreSQL.
-- Frozen: a later form is made by a later migration. PostgreSQL runs it without the words WITHOUT ROWID.

CREATE TABLE agreements (
    id TEXT NOT NULL,
    title TEXT NOT NULL,
    kind TEXT NOT NULL,
    parties TEXT NOT NULL,
    areas TEXT NOT NULL,
    names TEXT NOT NULL,
    year INTEGER,
    first_on TEXT NOT NULL,
    last_on TEXT NOT NULL,
    reports INTEGER NOT NULL,
    stories INTEGER NOT NULL,
    PRIMARY KEY (id)
);
CREATE TABLE bands (
    band BIGINT NOT NULL,
    report TEXT NOT NULL,
    PRIMARY KEY (band, report)
) WITHOUT ROWID;
CREATE TABLE claims (
    id TEXT NOT NULL,
    reading TEXT NOT NULL,
    report TEXT NOT NULL,
    sort TEXT NOT NULL,
    position INTEGER NOT NULL,
    mention TEXT,
    target TEXT,
    code TEXT NOT NULL,
    modality TEXT,
    earliest TEXT,
    latest TEXT,
    body TEXT NOT NULL,
    known_on TEXT NOT NULL,
    learnt_at TEXT NOT NULL,
    retired_at TEXT,
    PRIMARY KEY (id)
);
CREATE INDEX claims_mention ON claims (mention);
CREATE INDEX claims_report ON claims (report);
CREATE INDEX claims_target ON claims (target);
CREATE TABLE copies (
    report TEXT NOT NULL,
    copy TEXT NOT NULL,
    score FLOAT NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (report, copy)
);
CREATE INDEX copies_copy ON copies (copy);
CREATE TABLE judgements (
    id TEXT NOT NULL,
    mention TEXT NOT NULL,
    other TEXT NOT NULL,
    verdict TEXT NOT NULL,
    judge TEXT NOT NULL,
    score FLOAT NOT NULL,
    reasons TEXT NOT NULL,
    at TEXT NOT NULL,
    undone_at TEXT,
    undone_by TEXT,
    PRIMARY KEY (id)
);
CREATE INDEX judgements_judge ON judgements (judge, undone_at);
CREATE INDEX judgements_mention ON judgements (mention);
CREATE INDEX judgements_other ON judgements (other);
CREATE TABLE keys (
    "key" BIGINT NOT NULL,
    mention TEXT NOT NULL,
    PRIMARY KEY ("key", mention)
) WITHOUT ROWID;
CREATE TABLE ledger (
    source TEXT NOT NULL,
    line INTEGER NOT NULL,
    item TEXT NOT NULL,
    attempt INTEGER NOT NULL,
    outcome TEXT NOT NULL,
    reason TEXT,
    report TEXT,
    payload TEXT,
    offered_at TEXT NOT NULL,
    PRIMARY KEY (source, line, item, attempt)
);
CREATE INDEX ledger_outcome ON ledger (outcome);
CREATE TABLE memberships (
    mention TEXT NOT NULL,
    pool TEXT NOT NULL,
    agreement TEXT NOT NULL,
    report TEXT NOT NULL,
    known_on TEXT NOT NULL,
    PRIMARY KEY (mention)
);
CREATE INDEX memberships_agreement ON memberships (agreement);
CREATE INDEX memberships_pool ON memberships (pool);
CREATE TABLE mentions (
    id TEXT NOT NULL,
    reading TEXT NOT NULL,
    report TEXT NOT NULL,
    ref TEXT NOT NULL,
    body TEXT NOT NULL,
    known_on TEXT NOT NULL,
    learnt_at TEXT NOT NULL,
    retired_at TEXT,
    PRIMARY KEY (id)
);
CREATE INDEX mentions_report ON mentions (report);
CREATE TABLE migrations (
    name TEXT NOT NULL,
    applied_at TEXT NOT NULL,
    PRIMARY KEY (name)
);
CREATE TABLE participations (
    actor TEXT NOT NULL,
    agreement TEXT NOT NULL,
    PRIMARY KEY (actor, agreement)
);
CREATE INDEX participations_agreement ON participations (agreement);
CREATE TABLE profiles (
    mention TEXT NOT NULL,
    profile TEXT NOT NULL,
    PRIMARY KEY (mention)
);
CREATE TABLE readings (
    id TEXT NOT NULL,
    report TEXT NOT NULL,
    reader TEXT NOT NULL,
    skipped TEXT,
    learnt_at TEXT NOT NULL,
    retired_at TEXT,
    PRIMARY KEY (id)
);
CREATE INDEX readings_report ON readings (report);
CREATE TABLE reports (
    id TEXT NOT NULL,
    text_id TEXT NOT NULL,
    text TEXT NOT NULL,
    language TEXT NOT NULL,
    given_id TEXT,
    title TEXT,
    url TEXT,
    outlet TEXT,
    byline TEXT,
    published TEXT,
    retrieved TEXT,
    known_on TEXT NOT NULL,
    learnt_at TEXT NOT NULL,
    PRIMARY KEY (id)
);
CREATE TABLE successors (
    mention TEXT NOT NULL,
    successor TEXT NOT NULL,
    PRIMARY KEY (mention)
);
CREATE TABLE unplaced (
    mention TEXT NOT NULL,
    profile TEXT NOT NULL,
    PRIMARY KEY (mention)
);
CREATE TABLE unsettled (
    mention TEXT NOT NULL,
    PRIMARY KEY (mention)
);
CREATE TABLE verdicts (
    id TEXT NOT NULL,
    claim TEXT NOT NULL,
    verdict TEXT NOT NULL,
    correction TEXT,
    judge TEXT NOT NULL,
    why TEXT,
    at TEXT NOT NULL,
    undone_at TEXT,
    undone_by TEXT,
    PRIMARY KEY (id)
);
CREATE INDEX verdicts_claim ON verdicts (claim);
