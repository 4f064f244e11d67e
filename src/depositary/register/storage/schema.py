"""The tables of the register (SQLAlchemy Core), the same in SQLite and PostgreSQL.

Rows of ``reports``, ``readings``, ``mentions`` and ``claims`` are facts. They never change, except that a reading gets
the time when it was retired. ``keys``, ``bands``, ``copies``, ``profiles``, ``memberships``, ``agreements``,
``participations``, ``unplaced`` and ``unsettled`` are computed from the facts and from people's judgements, and can be
computed again. Keys and bands are stored as hashes. Profiles are separate from memberships, which change when pools
join: short rows stay close together on disk.

Days are ISO texts (``*_on``), times are ISO texts in UTC (``*_at``), and structures are JSON texts.

``documents``, ``namings``, ``spellings`` and ``unindexed`` belong to the search (`full_text`), and are computed too.

>>> sorted(metadata.tables)[:4]
['agreements', 'bands', 'claims', 'copies']
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Float, Index, Integer, MetaData, Table, Text
from sqlalchemy import text as sql

metadata = MetaData()

# What few claims are. An index of them alone serves only a query that says so in the same words.
OPEN = sql("modality <> 'occurred'")
MEETING = sql("sort = 'meeting'")
REPLACING = sql("sort = 'relation' AND code = 'replaces'")


def text(name: str, *, key: bool = False, null: bool = False) -> Column[str]:
    """Return a text column."""
    return Column(name, Text, primary_key=key, nullable=null)


migrations = Table("migrations", metadata, text("name", key=True), text("applied_at"))

reports = Table(
    "reports",
    metadata,
    text("id", key=True),
    text("text_id"),
    text("text"),
    text("language"),
    *[text(name, null=True) for name in ("given_id", "title", "url", "outlet", "byline", "published", "retrieved")],
    text("known_on"),
    text("learnt_at"),
    Index("reports_known", "id", "known_on"),
)

readings = Table(
    "readings",
    metadata,
    text("id", key=True),
    text("report"),
    text("reader"),
    text("skipped", null=True),
    text("learnt_at"),
    text("retired_at", null=True),
    Index("readings_report", "report"),
)

mentions = Table(
    "mentions",
    metadata,
    text("id", key=True),
    text("reading"),
    text("report"),
    text("ref"),
    text("body"),
    text("known_on"),
    text("learnt_at"),
    text("retired_at", null=True),
    Index("mentions_report", "report"),
)

claims = Table(
    "claims",
    metadata,
    text("id", key=True),
    text("reading"),
    text("report"),
    text("sort"),
    Column("position", Integer, nullable=False),
    text("mention", null=True),
    text("target", null=True),
    text("code"),
    text("modality", null=True),
    text("earliest", null=True),
    text("latest", null=True),
    text("body"),
    text("known_on"),
    text("learnt_at"),
    text("retired_at", null=True),
    Index("claims_mention", "mention"),
    Index("claims_report", "report"),
    Index("claims_target", "target"),
    Index("claims_open", "earliest", sqlite_where=OPEN, postgresql_where=OPEN),
    Index("claims_meeting", "known_on", sqlite_where=MEETING, postgresql_where=MEETING),
    Index("claims_replacing", "target", "mention", sqlite_where=REPLACING, postgresql_where=REPLACING),
)

silences = Table(
    "silences",
    metadata,
    text("reading", key=True),
    text("retired_at", key=True),
    text("restored_at"),
)
"""The times in which a reading that answers did not: between its retirement and its return."""

successors = Table(
    "successors",
    metadata,
    text("mention", key=True),
    text("successor"),
)

keys = Table(
    "keys",
    metadata,
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    text("mention", key=True),
    sqlite_with_rowid=False,
)

unplaced = Table("unplaced", metadata, text("mention", key=True), text("profile"))

unsettled = Table("unsettled", metadata, text("mention", key=True))

profiles = Table("profiles", metadata, text("mention", key=True), text("profile"))

memberships = Table(
    "memberships",
    metadata,
    text("mention", key=True),
    text("pool"),
    text("agreement"),
    text("report"),
    text("known_on"),
    Index("memberships_pool", "pool"),
    Index("memberships_agreement", "agreement"),
    Index("memberships_report", "report", "agreement", "known_on"),
)

agreements = Table(
    "agreements",
    metadata,
    text("id", key=True),
    text("title"),
    text("kind"),
    text("parties"),
    text("areas"),
    text("names"),
    Column("year", Integer, nullable=True),
    text("first_on"),
    text("last_on"),
    Column("reports", Integer, nullable=False),
    Column("stories", Integer, nullable=False),
    text("known", null=True),
    Column("revision", Integer, nullable=False, server_default="0"),
    Index("agreements_revision", "revision"),
)

participations = Table(
    "participations",
    metadata,
    text("actor", key=True),
    text("agreement", key=True),
    Index("participations_agreement", "agreement"),
)

bands = Table(
    "bands",
    metadata,
    Column("band", BigInteger, primary_key=True, autoincrement=False),
    text("report", key=True),
    sqlite_with_rowid=False,
)

copies = Table(
    "copies",
    metadata,
    text("report", key=True),
    text("copy", key=True),
    Column("score", Float, nullable=False),
    text("reason"),
    Index("copies_copy", "copy"),
)

judgements = Table(
    "judgements",
    metadata,
    text("id", key=True),
    text("mention"),
    text("other"),
    text("verdict"),
    text("judge"),
    Column("score", Float, nullable=False),
    text("reasons"),
    text("at"),
    text("undone_at", null=True),
    text("undone_by", null=True),
    Index("judgements_mention", "mention"),
    Index("judgements_other", "other"),
    Index("judgements_judge", "judge", "undone_at"),
)

verdicts = Table(
    "verdicts",
    metadata,
    text("id", key=True),
    text("claim"),
    text("verdict"),
    text("correction", null=True),
    text("judge"),
    text("why", null=True),
    text("at"),
    text("undone_at", null=True),
    text("undone_by", null=True),
    Index("verdicts_claim", "claim"),
)

ledger = Table(
    "ledger",
    metadata,
    text("source", key=True),
    Column("line", Integer, primary_key=True, autoincrement=False),
    text("item", key=True),
    Column("attempt", Integer, primary_key=True, autoincrement=False),
    text("outcome"),
    text("reason", null=True),
    text("report", null=True),
    text("payload", null=True),
    text("offered_at"),
    Index("ledger_outcome", "outcome"),
)

treaty_texts = Table(
    "treaty_texts",
    metadata,
    text("mention", key=True),
    text("report"),
    text("body"),
    text("known_on"),
    text("learnt_at"),
)
"""The texts of treaties taken apart (``model.treaty.TreatyText``), each by the mention of its agreement."""

revisions = Table("revisions", metadata, Column("number", BigInteger, primary_key=True, autoincrement=False))
"""One row: the number of the last transaction that wrote (`revisions`)."""

identifiers = Table(
    "identifiers",
    metadata,
    text("scheme", key=True),
    text("value", key=True),
    text("mention", key=True),
    Index("identifiers_mention", "mention"),
)
"""Identifiers of agreements in official lists, by the mention that gives them."""

documents = Table(
    "documents",
    metadata,
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    text("report"),
    Index("documents_report", "report", unique=True),
)
"""The number under which the search index has the text of a report."""

namings = Table(
    "namings",
    metadata,
    text("word", key=True),
    text("agreement", key=True),
    Column("part", Integer, nullable=False),
    Index("namings_agreement", "agreement"),
)
"""The words by which an agreement can be found, and in which part of its entry each is."""

spellings = Table(
    "spellings",
    metadata,
    text("word", key=True),
    text("initial"),
    Column("size", Integer, nullable=False),
    Column("reports", Integer, nullable=False),
    Index("spellings_initial", "initial", "size"),
)
"""The words of all reports, each with the number of reports that have it."""

unindexed = Table("unindexed", metadata, text("sort", key=True), text("id", key=True))
"""The reports and agreements that the search index does not have yet."""
