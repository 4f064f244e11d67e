"""Stories: copies and light rewrites of one wire report are one story.

Reports that speak of agreements are compared by the three-word shingles of their texts: MinHash bands
find what can be near (datasketch), the shingles themselves decide. Only what was published within
a week of each other is a copy, so bands bear their week: texts made after one pattern meet only those of
their weeks, however many there are. A story is what copies connect; it is found anew for each question, so
that what was known on a past day does not depend on what came later.

>>> a = shingle("Chad and Sudan signed a border treaty in Khartoum on Monday, officials said.")
>>> b = shingle("Chad and Sudan signed a border treaty in Khartoum on Monday, the officials said.")
>>> resemblance(a, b) > 0.6
True
"""

from __future__ import annotations

import functools
import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from depositary.model.reading import Reading
from depositary.register.resolution.profiles import days_between
from depositary.register.storage import MANY, Row, add_rows, among, chunk, load_pairs
from depositary.register.storage.schema import bands, copies, reports

WORD = re.compile(r"\w+")
SIZE = 3
PERMUTATIONS = 64
ROWS = 4
ALIKE = 0.6  # share of shingles of the shorter text, and
JACCARD = 0.45  # of both texts, that a copy has in common
DAYS = 7
BAND = 44  # bits of a band's hash that are kept
SHORT = 8  # shingles; a shorter text tells too little to be a copy of anything but itself


def shingle(text: str) -> frozenset[str]:
    """Return the runs of three words of a text, in small letters."""
    words = [word.lower() for word in WORD.findall(text)]
    return frozenset(" ".join(words[at : at + SIZE]) for at in range(max(len(words) - SIZE + 1, 1)))


def resemblance(a: frozenset[str], b: frozenset[str]) -> float:
    """Return the share of shingles in common (Jaccard), 0 to 1."""
    return len(a & b) / len(a | b) if a or b else 0.0


def containment(a: frozenset[str], b: frozenset[str]) -> float:
    """Return the share of the shorter text's shingles that the longer has, 0 to 1."""
    return len(a & b) / max(min(len(a), len(b)), 1)


@functools.cache
def load_empty() -> Any:
    """Return the MinHash of no shingles, to be copied: its permutations are costly to draw."""
    from datasketch import MinHash  # type: ignore[import-untyped]  # the package has no types

    return MinHash(num_perm=PERMUTATIONS)


def cut_bands(shingles: frozenset[str]) -> Iterator[int]:
    """Yield the MinHash bands of a text, each as a number: near texts share one with high probability."""
    hashed = load_empty().copy()
    hashed.update_batch([text.encode("utf-8") for text in sorted(shingles)])
    values = hashed.hashvalues
    for at in range(0, PERMUTATIONS, ROWS):
        told = at.to_bytes() + values[at : at + ROWS].tobytes()
        yield int.from_bytes(hashlib.blake2b(told, digest_size=8).digest()) >> (64 - BAND)


def week_of(day: str) -> int:
    """Return the number of the week that an ISO day lies in.

    >>> week_of("2020-01-08") - week_of("2020-01-01")
    1
    """
    return date.fromisoformat(day[:10]).toordinal() // DAYS


def date_bands(bands: Iterable[int], day: str) -> list[int]:
    """Return the bands of a text under the week of its day: those of a week stand together."""
    week = week_of(day) << BAND
    return [week | band for band in bands]


def near_bands(dated: Iterable[int]) -> list[int]:
    """Return dated bands with the same of the week before and the week after: what can be within a week.

    >>> [(band >> BAND, band % 8) for band in near_bands([(2900 << BAND) + 5])]
    [(2899, 5), (2900, 5), (2901, 5)]
    """
    return [band + (step << BAND) for band in dated for step in (-1, 0, 1)]


def find_copies(connection: Connection, readings: Mapping[str, Reading]) -> None:
    """Find which reports copy one another, and write the pairs.

    Args:
        connection: a writing connection, the reports already written.
        readings: new readings that tell of agreements, by report id.
    """
    days = load_days(connection, readings)
    cut = {r: date_bands(cut_bands(shingle(reading.report.text)), days[r]) for r, reading in readings.items()}
    add_rows(connection, bands, [{"band": band, "report": r} for r, own in cut.items() for band in own])
    wanted = {r: near_bands(own) for r, own in cut.items()}
    met = meet(connection, {band for own in wanted.values() for band in own})
    near = {(min(r, o), max(r, o)) for r, own in wanted.items() for band in own for o in met.get(band, ()) if r != o}
    texts = load_texts(connection, {report for pair in near for report in pair})
    rows = (copy_row(a, b, texts) for a, b in sorted(near))
    add_rows(connection, copies, [row for row in rows if row])


def load_days(connection: Connection, wanted: Iterable[str]) -> dict[str, str]:
    """Return the day from which each report is known."""
    found: dict[str, str] = {}
    query = select(reports.c.id, reports.c.known_on)
    for part in chunk(wanted, MANY):
        found |= load_pairs(connection, query.where(among(connection, reports.c.id, part)))
    return found


def meet(connection: Connection, wanted: Iterable[int]) -> dict[int, list[str]]:
    """Return the reports of each band."""
    found: dict[int, list[str]] = defaultdict(list)
    query = select(bands.c.band, bands.c.report)
    for part in chunk(sorted(wanted), MANY):
        for band, report in connection.execute(query.where(among(connection, bands.c.band, part))):
            found[band].append(report)
    return found


def load_texts(connection: Connection, wanted: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Return the text and the day of each report."""
    query = select(reports.c.id, reports.c.text, reports.c.known_on)
    found: dict[str, tuple[str, str]] = {}
    for part in chunk(sorted(wanted)):
        rows = connection.execute(query.where(among(connection, reports.c.id, part)))
        found |= {report: (text, day) for report, text, day in rows}
    return found


def copy_row(a: str, b: str, texts: Mapping[str, tuple[str, str]]) -> Row | None:
    """Return the row of a pair of copies, or ``None`` where they are none."""
    (text, day), (other, other_day) = texts[a], texts[b]
    if days_between(day, other_day) > DAYS:
        return None
    one, two = shingle(text), shingle(other)
    score, held = resemblance(one, two), containment(one, two)
    if text != other and (min(len(one), len(two)) < SHORT or held < ALIKE or score < JACCARD):
        return None
    reason = "the same text" if text == other else f"{held:.0%} of the shorter text's three-word runs are in the other"
    return {"report": a, "copy": b, "score": round(score, 3), "reason": reason}


def load_copies(connection: Connection, wanted: Iterable[str]) -> list[tuple[str, str]]:
    """Return the pairs of copies among reports."""
    asked = set(wanted)
    found: set[tuple[str, str]] = set()
    for part in chunk(sorted(asked), MANY):
        rows = connection.execute(
            select(copies.c.report, copies.c.copy).where(among(connection, copies.c.report, part))
        )
        found.update((a, b) for a, b in rows if b in asked)
    return sorted(found)


def gather_stories(wanted: Iterable[str], pairs: Iterable[Sequence[str]]) -> dict[str, str]:
    """Return the story of each report: the first id among the reports that copies connect it with.

    >>> gather_stories(["r1", "r2", "r3"], [("r2", "r3")])
    {'r1': 'r1', 'r2': 'r2', 'r3': 'r2'}
    """
    story = {report: report for report in sorted(wanted)}

    def root(report: str) -> str:
        while story[report] != report:
            report = story[report]
        return report

    for a, b in pairs:
        if a not in story or b not in story:
            continue
        first, second = sorted((root(a), root(b)))
        story[second] = first
    return {report: root(report) for report in story}


def find_stories(connection: Connection, wanted: Iterable[str]) -> dict[str, str]:
    """Return the story of each of some reports, as far as these reports tell."""
    asked = list(wanted)
    return gather_stories(asked, load_copies(connection, asked))
