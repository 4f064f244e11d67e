"""Write agreements as an Atom feed (RFC 4287), with the latest reported first.

>>> strip("a\\x00b")
'ab'
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from depositary.exchange.extract import Entry
from depositary.languages.wording import name_actor, write_actors, write_code
from depositary.register.queries import Filter, Line
from depositary.register.queries.listing import bound_days

ATOM = "http://www.w3.org/2005/Atom"
ENTRIES = 100  # the most that a feed holds


class Feed(NamedTuple):
    """The metadata of a feed: permanent id, title, and the addresses of the feed and its page."""

    id: str
    title: str
    here: str | None = None
    page: str | None = None


def write_atom(lines: Iterable[Line], feed: Feed, base: str, limit: int = ENTRIES) -> bytes:
    """Return agreements as an Atom feed, the latest reported first.

    Args:
        lines: the agreements.
        feed: the metadata of the feed.
        base: address of the register, ending in a slash or colon.
        limit: the maximum number of entries.
    """
    latest = sorted(lines, key=lambda line: (line.last_on, line.id), reverse=True)[:limit]
    root = Element("feed", xmlns=ATOM)
    put(root, "id", feed.id)
    put(root, "title", f"Depositary: {feed.title}")
    put(root, "updated", stamp(latest[0].last_on if latest else "1970-01-01"))
    put(put(root, "author"), "name", "Depositary")
    if feed.here:
        put(root, "link", href=feed.here, rel="self")
    if feed.page:
        put(root, "link", href=feed.page)
    for line in latest:
        put_entry(root, line, f"{base}agreements/{line.id}")
    indent(root, " ")
    made: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return made


def put(parent: Element, name: str, words: str | None = None, **attributes: str) -> Element:
    """Add an element to another and return it."""
    made = SubElement(parent, name, attributes)
    made.text = strip(words) if words else None
    return made


def put_entry(root: Element, line: Line, address: str) -> None:
    """Add an agreement to a feed."""
    told = f"{line.stories} {'story' if line.stories == 1 else 'stories'}"
    words = [write_code(line.status) if line.status else "", write_actors(line.parties), told]
    entry = put(root, "entry")
    put(entry, "id", address)
    put(entry, "title", line.title)
    put(entry, "updated", stamp(line.last_on))
    put(entry, "published", stamp(line.first_on))
    put(entry, "link", href=address)
    put(entry, "summary", "; ".join(word for word in words if word))


def stamp(day: str) -> str:
    """Return the first moment of a day, in UTC."""
    return f"{day[:10]}T00:00:00Z"


def strip(words: str) -> str:
    """Remove the characters that XML and calendars cannot contain."""
    return "".join(c for c in words if c in "\t\n" or (c >= " " and c not in "\x7f\ufffe\uffff"))


def make_line(entry: Entry) -> Line:
    """Return an agreement of an extract as a line of a list."""
    dossier, standing = entry.dossier, entry.standing
    first, last = bound_days(dossier)
    years = sorted({year for mention in dossier.mentions for year in mention.years})
    return Line(
        id=dossier.id,
        title=dossier.title,
        kind=str(dossier.kind),
        parties=list(dossier.parties),
        areas=list(dossier.areas),
        year=years[0] if years else None,
        first_on=first,
        last_on=last,
        reports=len(dossier.reports),
        stories=dossier.story_count,
        status=str(standing.status),
        disputed=standing.disputed,
    )


def tell(asked: Filter) -> str:
    """Describe a filter in words.

    >>> tell(Filter(parties=("RUS",), area="arms-control", since="2025-01-01")), tell(Filter())
    ('Russia, arms control, since 2025-01-01', 'all agreements')
    """
    parts = [asked.words, *(name_actor(code) for code in asked.parties)]
    parts += [write_code(word) for word in (asked.kind, asked.area, asked.status) if word]
    parts += [f"{name} {day}" for name, day in (("since", asked.since), ("until", asked.until)) if day]
    return ", ".join(part for part in parts if part) or "all agreements"
