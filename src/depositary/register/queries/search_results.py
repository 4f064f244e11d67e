"""Full-text search: the agreements and the reports that some words find, also if a word is misspelt.

An agreement is found by its title and names, its parties, its acronyms, and the texts of its reports. A word that no
report has is replaced by the most likely one, and the answer says so. The cost is bounded: so many words, agreements,
texts and letters are looked at, however large the register is.
"""

from __future__ import annotations

import bisect
import itertools
import math
from collections.abc import Iterable, Mapping, Sequence

import msgspec
from rapidfuzz import fuzz
from sqlalchemy import Connection, select

from depositary.register.queries.listing import COLUMNS, Line, make_line
from depositary.register.queries.search_terms import Term, drop_weak, is_weak, little_words, make_terms, mend_all
from depositary.register.resolution.search_words import NAME
from depositary.register.storage.full_text import find_named, find_places, find_texts, split_text
from depositary.register.storage.schema import agreements, memberships, reports
from depositary.register.storage.store import among, load_pairs
from depositary.world import load_catalogue

UNREPORTED = 3  # known agreements that are named if the register has none
NAMED = 20_000  # agreements that one term finds
TEXTS = 1_000  # reports whose texts are found
READ = 100  # of them, those that are looked at
LOOKED_AT = 100_000  # characters of one text that are looked at
SNIPPET = 220  # characters of a report that are shown
HITS = 200  # places of words in one text that are looked at
LEAD = 60  # of them, those before the first word that was found


class FoundAgreement(msgspec.Struct, frozen=True):
    """An agreement that was found: ``by`` its ``name``, or by a ``report`` if only its reports have the words."""

    agreement: Line
    by: str
    score: float


class FoundReport(msgspec.Struct, frozen=True):
    """A report that was found, with a part of its text.

    ``snippet`` is ``text[start:start + len(snippet)]`` of the report, and ``marks`` are the places in the snippet of
    the words that were found.
    """

    id: str
    title: str | None
    outlet: str | None
    published: str | None
    start: int
    snippet: str
    marks: list[tuple[int, int]]
    agreements: list[str]


class SearchAnswer(msgspec.Struct, frozen=True):
    """What a search found.

    ``searched`` are the words that were searched. If they are not those of ``question``, ``corrected`` is true.
    ``suggestion`` is what may have been meant instead. ``partial`` tells that nothing has all the words: the
    agreements have as many of them as possible. ``more_reports`` tells that there are more than could be counted.
    ``unreported`` are titles of known agreements (of the catalogue) with this name, if no agreement of the register has
    the words in its names.
    """

    question: str
    searched: str
    corrected: bool
    suggestion: str | None
    partial: bool
    agreements: list[FoundAgreement]
    agreement_count: int
    reports: list[FoundReport]
    report_count: int
    more_reports: bool
    unreported: list[str] = []


def search(connection: Connection, question: str, known: str, *, limit: int = 20, reports: int = 20) -> SearchAnswer:
    """Return what some words find.

    Args:
        connection: of the register.
        question: words, a name, an acronym.
        known: the last day of knowledge.
        limit: the most agreements to return.
        reports: the most reports to return.
    """
    asked = make_terms(question)
    mended = mend_all(connection, asked)
    meant = drop_weak([better or term for term, better in zip(asked, mended, strict=True)])
    suggestion = write_terms(meant) if any(mended) else None
    found = look(connection, asked, known)
    corrected = False
    if suggestion and (found.partial or not (found.agreements or found.texts)):
        better = look(connection, meant, known)
        if (better.agreements or better.texts) and (not better.partial or not found.agreements):
            found, corrected = better, True
    ranked = found.agreements
    return SearchAnswer(
        question=question,
        searched=write_terms(meant if corrected else asked),
        corrected=corrected,
        suggestion=None if corrected else suggestion,
        partial=found.partial,
        agreements=ranked[:limit],
        agreement_count=len(ranked),
        reports=show_reports(connection, found.texts, meant if corrected else asked, reports),
        report_count=len(found.texts),
        more_reports=found.full,
        unreported=list_unreported((question, write_terms(meant)), ranked),
    )


def list_unreported(names: Iterable[str], found: Sequence[FoundAgreement]) -> list[str]:
    """Return the titles of known agreements with one of some names, unless the register has one by name."""
    if any(each.by == "name" for each in found):
        return []
    known = (entry.title for name in names for entry in load_catalogue().find(name))
    return list(dict.fromkeys(known))[:UNREPORTED]


def write_terms(terms: Sequence[Term]) -> str:
    """Return terms as a question."""
    return " ".join(term.text for term in terms)


class Found(msgspec.Struct, frozen=True):
    """The agreements that were found, the best first, and the reports, the newest first."""

    agreements: list[FoundAgreement]
    texts: list[str]
    partial: bool
    full: bool


def look(connection: Connection, terms: Sequence[Term], known: str) -> Found:
    """Look for terms in the entries of agreements and in the texts of reports."""
    needed = [term for term in terms if not term.weak]
    if not needed:
        return Found([], [], False, False)
    texts = find_texts(connection, [term.ways for term in needed], TEXTS)
    full = len(texts) == TEXTS
    homes = find_homes(connection, texts, known)
    texts = sort_texts(connection, texts, known, set(homes))
    named = find_entries(connection, needed)
    best = max((len(parts) for parts in named.values()), default=0)
    partial = best < len(needed) and not texts
    least = best if partial else len(needed)
    whole = {name: parts for name, parts in named.items() if len(parts) >= least}
    told: dict[str, int] = {}
    for home in (home for own in homes.values() for home in own):
        told[home] = told.get(home, 0) + 1
    lines = load_lines(connection, {*whole, *told}, known)
    meant = {name for entry in load_catalogue().find(write_terms(terms)) for name in entry.all_names}
    asked = Sought(write_terms(terms), all(is_weak(term.words[0]) for term in terms))
    ranked = [rank(line, asked, whole.get(line.id, ()), told.get(line.id, 0), line.title in meant) for line in lines]
    ranked.sort(key=lambda found: (-found.score, found.agreement.id))
    return Found(ranked, texts, partial and bool(ranked), full)


def find_entries(connection: Connection, terms: Sequence[Term]) -> dict[str, tuple[int, ...]]:
    """Return the agreements whose entries have terms, with the rank of the part that has each."""
    found: dict[str, tuple[int, ...]] = {}
    for term in terms:
        own = find_named(connection, term.names, NAMED)
        if len(term.words) > 1:
            own = find_all(connection, term.words) | own
        for name, part in own.items():
            found[name] = (*found.get(name, ()), part)
    return found


def find_all(connection: Connection, words: Sequence[str]) -> dict[str, int]:
    """Return the agreements whose entries have all of some words, with the lowest rank of a part that has one."""
    each = [find_named(connection, [word], NAMED) for word in words]
    return {name: min(own[name] for own in each) for name in each[0] if all(name in own for own in each)}


def find_homes(connection: Connection, texts: Sequence[str], known: str) -> dict[str, list[str]]:
    """Return the agreements of each report that tells of one."""
    query = select(memberships.c.report, memberships.c.agreement).distinct()
    query = query.where(among(connection, memberships.c.report, texts), memberships.c.known_on <= known)
    found: dict[str, list[str]] = {}
    for report, agreement in connection.execute(query.order_by(memberships.c.agreement)).all():
        found.setdefault(report, []).append(agreement)
    return found


def sort_texts(connection: Connection, texts: Sequence[str], known: str, telling: set[str]) -> list[str]:
    """Return the reports known by a day: those that tell of an agreement first, then the newest."""
    query = select(reports.c.id, reports.c.known_on).where(among(connection, reports.c.id, texts))
    days = load_pairs(connection, query.where(reports.c.known_on <= known))
    newest = sorted(days, key=lambda name: (days[name], name), reverse=True)
    return sorted(newest, key=lambda name: name not in telling)


def load_lines(connection: Connection, names: Iterable[str], known: str) -> list[Line]:
    """Return the entries of agreements known by a day."""
    query = select(*COLUMNS).where(among(connection, agreements.c.id, sorted(names)), agreements.c.first_on <= known)
    return [make_line(row) for row in connection.execute(query).all()]


class Sought(msgspec.Struct, frozen=True):
    """The words of a search, and whether all of them are ``plain``: "treaty" is no title, though some have no other."""

    words: str
    plain: bool


def rank(line: Line, asked: Sought, parts: Sequence[int], told: int, meant: bool) -> FoundAgreement:
    """Rank an agreement.

    A known agreement that the terms name letter by letter (``meant``) comes first. What has all the terms in its names
    comes before what has some of them as parties, and that before what only reports tell. Then count the likeness of
    the title, and the number of reports and stories.
    """
    title = "" if asked.plain else " ".join(split_text(line.title))
    likeness = 0.0 if asked.plain else fuzz.token_set_ratio(asked.words, title) / 100
    exact = 0.0 if asked.plain else fuzz.ratio(asked.words, title) / 100
    base = (2.0 if min(parts) >= NAME else 1.0) if parts else 0.0
    base += 2.0 if meant else 0.0
    share = told / line.reports if line.reports else 0.0
    fame = math.log2(1 + line.stories) / 8
    score = base + 0.5 * likeness + 0.5 * exact + 0.5 * min(share, 1.0) + min(fame, 0.9)
    return FoundAgreement(line, "name" if parts else "report", round(score, 4))


def show_reports(connection: Connection, texts: Sequence[str], terms: Sequence[Term], limit: int) -> list[FoundReport]:
    """Return reports, those with the words in the title first, each with a part of its text."""
    first = texts[:READ]
    titles = load_pairs(connection, select(reports.c.id, reports.c.title).where(among(connection, reports.c.id, first)))
    wanted = {word for term in terms for way in term.ways for word in way} - little_words()
    titled = {name: len(wanted.intersection(split_text(titles[name] or ""))) for name in first}
    ordered = sorted(first, key=lambda name: -titled[name])[:limit]
    columns = [reports.c[name] for name in ("id", "title", "outlet", "published", "text")]
    query = select(*columns).where(among(connection, reports.c.id, ordered))
    rows = {row.id: row for row in connection.execute(query)}
    homes = find_homes(connection, ordered, "9999-12-31")
    return [show_report(rows[name], wanted, homes.get(name, [])) for name in ordered]


def show_report(row: object, wanted: set[str], homes: list[str]) -> FoundReport:
    """Return a report with the part of its text that has most of the words."""
    fields: Mapping[str, str] = row._mapping  # type: ignore[attr-defined]
    text = fields["text"]
    hits = list(itertools.islice(find_places(text, frozenset(wanted), LOOKED_AT), HITS))
    start = choose_start(text, hits)
    snippet = text[start : start + SNIPPET]
    marks = [(a - start, b - start) for a, b in hits if a >= start and b <= start + len(snippet)]
    own = {name: fields[name] for name in ("id", "title", "outlet", "published")}
    return FoundReport(**own, start=start, snippet=snippet, marks=marks, agreements=homes)


def choose_start(text: str, hits: Sequence[tuple[int, int]]) -> int:
    """Return where the part of a text begins that has the most different words of some places, after a blank."""
    words = [text[a:b].lower() for a, b in hits]
    ends = [bisect.bisect([a for a, _ in hits], a + SNIPPET - 2 * LEAD) for a, _ in hits]
    best = max(range(len(hits)), key=lambda at: len(set(words[at : ends[at]])), default=None)
    first = hits[best][0] if best is not None else 0
    start = max(0, first - LEAD)
    blank = text.find(" ", start, first)
    return 0 if start == 0 else blank + 1 if blank >= 0 else start
