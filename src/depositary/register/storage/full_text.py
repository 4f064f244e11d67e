"""The search index: which reports have which words, and by which words each agreement is found.

The program splits and folds all texts itself, so SQLite (FTS5) and PostgreSQL (tsvector) hold the same words and give
the same answers. All tables here can be computed again. What an older register has not indexed yet waits in
``unindexed``, and `index_some` takes it up.

>>> split_text("The E.U.–Türkiye accession talks, 2005's")
['the', 'eu', 'turkiye', 'accession', 'talks', '2005']
>>> split_text("巴黎协定 2015")
['巴黎', '黎协', '协定', '2015']
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, select, text
from sqlalchemy.dialects import postgresql, sqlite

from depositary.model.text import strip_marks
from depositary.register.storage.schema import documents, namings, reports, spellings, unindexed
from depositary.register.storage.store import MANY, add_rows, among, chunk, load_pairs, put_rows

WORD = re.compile(r"[^\W_]+")
UNSPACED = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
"""Japanese and Chinese characters, which no blanks part into words: each two neighbours are indexed."""
HAS_UNSPACED = re.compile(f"[{UNSPACED}]")
PIECE = re.compile(f"[{UNSPACED}]+|[^{UNSPACED}]+")
DOTTED = re.compile(r"\b([^\W\d_])\.(?=[^\W\d_]\b)")
LONGEST = 64  # letters of a word that count; PostgreSQL refuses very long ones
SHORTEST_SPELLING = 4  # shorter words are like too many others
INDEXED_AT_ONCE = 2000  # reports of one transaction
Alternatives = Sequence[Sequence[str]]
"""Several ways to say the same: of each, all words must be there."""


def split_text(given: str) -> list[str]:
    """Return the words of a text in order: in small letters, without accents. Single letters are left out."""
    plain = DOTTED.sub(r"\1", given)
    if plain.isascii():
        return [word[:LONGEST] for word in WORD.findall(plain.lower()) if len(word) > 1 or word.isdigit()]
    words = WORD.findall(strip_marks(plain).lower())
    return [part[:LONGEST] for word in words for part in cut_word(word) if len(part) > 1 or part.isdigit()]


def cut_word(word: str) -> Iterator[str]:
    """Yield a word; of a run of characters that has no blanks between words, the pairs of neighbours."""
    if HAS_UNSPACED.search(word) is None:
        yield word
        return
    for piece in PIECE.findall(word):
        if HAS_UNSPACED.match(piece):
            yield from (piece[at : at + 2] for at in range(max(1, len(piece) - 1)))
        else:
            yield piece


def find_places(text: str, wanted: frozenset[str], end: int) -> Iterator[tuple[int, int]]:
    """Yield the places of words in a text, up to a position. Neighbouring pairs of characters are one place.

    >>> list(find_places("A treaty", frozenset({"treaty"}), 9))
    [(2, 8)]
    >>> list(find_places("签署巴黎协定", frozenset({"巴黎", "黎协"}), 9))
    [(2, 5)]
    """
    for match in WORD.finditer(text, 0, end):
        if HAS_UNSPACED.search(match[0]) is None:
            if not wanted.isdisjoint(split_text(match[0])):
                yield match.span()
            continue
        pairs = [at for at in range(match.start(), match.end() - 1) if text[at : at + 2] in wanted]
        for _, run in itertools.groupby(enumerate(pairs), key=lambda pair: pair[1] - pair[0]):
            places = [at for _, at in run]
            yield places[0], places[-1] + 2


def add_texts(connection: Connection, rows: Iterable[Mapping[str, Any]]) -> None:
    """Index reports. Those that the index has already are left as they are.

    Args:
        connection: in a transaction.
        rows: reports with ``id``, ``title`` and ``text``.
    """
    given = {row["id"]: f"{row['title'] or ''} {row['text']}" for row in rows}
    held = connection.execute(select(documents.c.report).where(among(connection, documents.c.report, list(given))))
    fresh = {report: given[report] for report in given.keys() - set(held.scalars())}
    if not fresh:
        return
    last = connection.execute(select(func.max(documents.c.number))).scalar() or 0
    numbered = [
        (number, report, sorted(set(split_text(given[report]))))
        for number, report in enumerate((report for report in given if report in fresh), start=last + 1)
    ]
    add_rows(connection, documents, [{"number": number, "report": report} for number, report, _ in numbered])
    write_texts(connection, [(number, words) for number, _, words in numbered])
    count_spellings(connection, Counter(word for _, _, words in numbered for word in words))


def write_texts(connection: Connection, numbered: Sequence[tuple[int, Sequence[str]]]) -> None:
    """Write the words of reports to the index of the database."""
    if connection.dialect.name == "postgresql":
        values = "(:number, array_to_tsvector(CAST(:words AS TEXT[])))"
        statement = f"INSERT INTO search_texts (number, words) VALUES {values}"
        rows: list[dict[str, Any]] = [{"number": number, "words": list(words)} for number, words in numbered]
    else:
        statement = "INSERT INTO search_texts (rowid, words) VALUES (:number, :words)"
        rows = [{"number": number, "words": " ".join(words)} for number, words in numbered]
    connection.execute(text(statement), rows)


def count_spellings(connection: Connection, counted: Mapping[str, int]) -> None:
    """Add to the number of reports that have each word. Numbers and short words are not counted."""
    rows = [
        {"word": word, "initial": word[0], "size": len(word), "reports": count}
        for word, count in sorted(counted.items())
        if len(word) >= SHORTEST_SPELLING and word.isalpha()
    ]
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    insert = dialect.insert(spellings)
    more = {"reports": spellings.c.reports + insert.excluded.reports}
    for part in chunk(rows, MANY):
        connection.execute(insert.on_conflict_do_update(index_elements=["word"], set_=more), part)


def put_names(connection: Connection, named: Mapping[str, Mapping[str, int]]) -> None:
    """Write the words by which agreements are found, in place of those before.

    Args:
        connection: in a transaction.
        named: by agreement, each word with the rank of the part of the entry that has it; the higher the better.
    """
    drop_names(connection, named)
    rows = [
        {"word": word, "agreement": agreement, "part": part}
        for agreement, words in named.items()
        for word, part in words.items()
    ]
    put_rows(connection, namings, rows)


def drop_names(connection: Connection, gone: Iterable[str]) -> None:
    """Remove agreements from the index."""
    rows = [{"which": agreement} for agreement in sorted(gone)]
    if rows:
        connection.execute(delete(namings).where(namings.c.agreement == bindparam("which")), rows)


def find_texts(connection: Connection, terms: Sequence[Alternatives], limit: int) -> list[str]:
    """Return the reports whose texts have all terms, those added last first.

    Args:
        connection: of the register.
        terms: what must all be there, each with its alternatives.
        limit: the most reports to return.
    """
    if connection.dialect.name == "postgresql":
        asked = " & ".join("(" + " | ".join(join(words, "'{}'", " & ") for words in ways) + ")" for ways in terms)
        chosen = "SELECT number FROM search_texts WHERE words @@ CAST(:asked AS TSQUERY)"
    else:
        asked = " AND ".join("(" + " OR ".join(join(words, '"{}"', " AND ") for words in ways) + ")" for ways in terms)
        chosen = "SELECT rowid AS number FROM search_texts WHERE search_texts MATCH :asked"
    found = text(f"{chosen} ORDER BY 1 DESC LIMIT :most").columns(documents.c.number)
    numbers = connection.execute(found, {"asked": asked, "most": limit}).scalars().all()
    query = select(documents.c.report).where(among(connection, documents.c.number, numbers))
    return list(connection.execute(query.order_by(documents.c.number.desc())).scalars())


def join(words: Sequence[str], form: str, sign: str) -> str:
    """Return words, which are letters and digits alone, as a part of a query."""
    return "(" + sign.join(form.format(word) for word in words) + ")"


def find_named(connection: Connection, words: Collection[str], limit: int) -> dict[str, int]:
    """Return the agreements that one of some words finds, each with the best rank of a part that has it."""
    best = func.max(namings.c.part)
    query = select(namings.c.agreement, best).where(among(connection, namings.c.word, list(words)))
    query = query.group_by(namings.c.agreement).order_by(best.desc(), namings.c.agreement).limit(limit)
    return load_pairs(connection, query)


def list_spellings(
    connection: Connection, initials: Collection[str], sizes: tuple[int, int], limit: int
) -> list[tuple[str, int]]:
    """Return the words with some first letters and a length within limits, the most frequent first."""
    query = select(spellings.c.word, spellings.c.reports).where(
        among(connection, spellings.c.initial, list(initials)), spellings.c.size.between(*sizes)
    )
    query = query.order_by(spellings.c.reports.desc(), spellings.c.word).limit(limit)
    return [(row.word, row.reports) for row in connection.execute(query)]


def count_word(connection: Connection, words: Collection[str]) -> int:
    """Return how many reports have one of some words, at most; 0 if none has."""
    query = select(func.max(spellings.c.reports)).where(among(connection, spellings.c.word, list(words)))
    return int(connection.execute(query).scalar() or 0)


def queue_all(connection: Connection, table: Any, sort: str) -> None:
    """Let all rows of a table wait to be indexed."""
    rows = [{"sort": sort, "id": name} for name in connection.execute(select(table.c.id)).scalars()]
    for part in chunk(rows, MANY):
        add_rows(connection, unindexed, part)


def take_queued(connection: Connection, sort: str, limit: int = INDEXED_AT_ONCE) -> list[str]:
    """Return some rows that wait to be indexed, and let them wait no more."""
    query = select(unindexed.c.id).where(unindexed.c.sort == sort).order_by(unindexed.c.id).limit(limit)
    found = list(connection.execute(query).scalars())
    if found:
        connection.execute(delete(unindexed).where(unindexed.c.sort == sort, among(connection, unindexed.c.id, found)))
    return found


def index_some(connection: Connection) -> None:
    """Index some of the reports that wait."""
    names = take_queued(connection, "report")
    query = select(reports.c.id, reports.c.title, reports.c.text).where(among(connection, reports.c.id, names))
    add_texts(connection, [dict(row) for row in connection.execute(query.order_by(reports.c.id)).mappings()])
