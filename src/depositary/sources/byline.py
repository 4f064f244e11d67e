"""Who wrote a page: persons where any are named, else the agency or the outlet that signs.

>>> from depositary.sources.markup import parse_markup
>>> find_byline(parse_markup('<meta name="author" content="By Ana Oz, 4 May 2020"><h1>Accord signed</h1>'))
'Ana Oz'
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

from depositary.sources.beside import drop_data, is_beside, take_out
from depositary.sources.caps import TAKEN
from depositary.sources.heading import squash
from depositary.sources.headline import list_outlets
from depositary.sources.markup import Markup, clean, write_text

METAS = ("author", "article:author", "dc.creator", "dcterms.creator", "parsely-author", "sailthru.author", "byl")
PAPERS = ("citation_author", "dc.creator")
"""Meta tags of journals, one an author, the surname often first."""

ELEMENTS = (
    "[rel=author]", "[itemprop=author] [itemprop=name]", "[itemprop=author]", ".byline__name", ".author-name",
    ".article-author", ".post-author", ".entry-author", ".author .fn", ".vcard .fn", ".byline a", ".byline",
    "[class*=byline]", ".author", "[class*=author-name]", "[class*=authorName]", "a[href*='/author/']",
    "a[href*='/authors/']", "a[href*='/autor/']",
)  # fmt: skip
"""Elements that usually hold a byline, the most exact first."""

BY = re.compile(
    r"^\s*(?:(?:story|text|interview|written|reported|posted|author|autor|autorin|auteur|beitrag"
    r"|(?:view|see|more|all)(?: all)?(?: posts?| articles?| stories)?(?=\s+(?:by|from)\b))\b[ :]*)?"
    r"(?:(?:by|from|von|par|por|di|de|av|door)(?:\s*:\s*|\s+)|:\s*)?",
    re.I,
)
AFTER = re.compile(
    r"(?<!\s)\s*(?:[|»→•@(\[<\d]|https?:|\b(?:posted|published|updated|veröffentlicht|publié|publicado|pubblicato)\b|,\s*(?:\d|am\b)|\bfollow\b).*$",
    re.I,
)
JOB = re.compile(
    r"\s*,\s*(?:[\w’'&./-]+\s+){0,6}?(?:correspondents?|editors?|reporters?|writers?|analysts?|columnists?|contributors?"
    r"|producers?|staff|bureau(?: chief)?|chief|journalists?|freelancers?|photographers?|fellow|professor|director"
    r"|korrespondent(?:in)?|redakteur(?:in)?|correspondant[e]?|journaliste|corresponsal|redactora?|periodista)\b.*$",
    re.I,
)
"""What a person is, behind the name."""
ORGANISATION = re.compile(
    r"\b(?:corporation|corp|inc|ltd|llc|gmbh|broadcast\w*|news|newsroom|newsdesk|agency|agencies|media|press|times|post"
    r"|herald|tribune|gazette|journal|daily|weekly|network|television|tv|radio|desk|team|group|company|associates"
    r"|reuters|afp|xinhua|tass|bloomberg|redaktion|agence|agencia|agenzia)\b",
    re.I,
)
"""What names of agencies and outlets hold, and those of persons do not."""
MAIL = re.compile(r"[<(]?\b[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}[>)]?")
WHERE = re.compile(r"\s+(?:in|aus|en|à|reporting from)\s+(?=[A-Z])[^;,]{1,60}$")
"""Where a person writes from, behind the name."""
BIOGRAPHY = re.compile(r"(?<=\w)\s*(?:,\s*(?:who|qui)\s|\s(?:is|was|has|covers|writes|works|reports|est|ist|es)\s).*$")
"""What a person is and does, told in a sentence."""
NO_NAME = re.compile(
    r"(?:the|a|an|this|that|these|those|his|her|their|its|our|your|early|late|mid|now|then|next|last|using"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:January|February|March|April|May|June|July|August|September"
    r"|October|November|December)(?=\s+\d))\b"
)
"""Words that begin no name: those of a sentence, and of a day."""
LINE = re.compile(r"(?:[Ww]ritten [Bb]y:?|By:?|BY:?|Von|Par|Por|Di)\s+((?:[^\W\d_a-z]|[a-z]{1,3} )[^\n:;!?]{1,78})")
SIGNED = 2
"""So many lines at the beginning and end of a report may be its byline."""
DEEPEST = 40
MONTHS = frozenset([*calendar.month_name, *calendar.month_abbr, "Sept"])
PARTS = re.compile(r"[;,/]")
NOBODY = frozenset(["admin", "administrator", "noauthor", "editor", "redaktion", "staff", "unknown", "webmaster"])
LONGEST = 120
LEVELS = 5
"""Lists and objects in which the name of an author lies, one within the other."""
MOST = 8


def find_byline(page: Markup, url: str | None = None, *, searched: bool = True) -> str | None:
    """Return who wrote a page; a name of its outlet (``url`` tells one too) only where nothing else is said.

    Its elements are looked through only where ``searched``.
    """
    outlets = frozenset(squash(name) for name in list_outlets(page, url))
    weak: list[str] = []
    for name in map(clean_byline, list_bylines(page, searched)):
        if name and not is_outlet(name, outlets) and not ORGANISATION.search(name):
            return name
        weak += [name] if name else []
    return weak[0] if weak else None


def search_byline(text: str, body: str) -> str | None:
    """Return the byline that a line of a report is, or that `trafilatura` finds in the markup of its page."""
    lines = [line.strip() for line in body.split("\n") if line.strip()]
    for line in [*lines[:SIGNED], *lines[-SIGNED:]]:
        if (found := LINE.fullmatch(line)) and (name := clean_byline(found[1])):
            return name
    from trafilatura.metadata import extract_metadata

    try:
        tree = LexborHTMLParser(text)
        drop_data(tree)  # what these say is known already, and patterns of the library take long over it
        take_out(tree)
        return clean_byline(extract_metadata(tree.html or "", extensive=False).author or "")
    except Exception:  # the library's own faults on odd pages must not lose the page
        return None


def list_bylines(page: Markup, searched: bool) -> Iterator[str]:
    """Yield what may say who wrote a page, the most exact first; its elements are looked at last."""
    yield "; ".join(names_of(page.said("author", "creator")))
    papers = page.every(*PAPERS)
    yield "; ".join(map(turn, papers)) if len(papers) > 1 else ""
    yield from (page.meta(name) or "" for name in METAS)
    if searched and page.first(", ".join(ELEMENTS)):
        yield from (join_neighbours(page, selector) for selector in ELEMENTS)


def join_neighbours(page: Markup, selector: str) -> str:
    """Return the texts of the first element of a selector and of those beside it: each may name an author."""
    found = [node for node in page.select(selector) if not is_among(node)][:MOST]
    around = [node.parent.mem_id if node.parent else 0 for node in found]
    beside = [node for node, parent in zip(found, around, strict=True) if parent == around[0]]
    texts = [clean_byline(node.text(separator=" ")) for node in beside]
    return "; ".join(dict.fromkeys(text for text in texts if text))


def is_among(node: LexborNode) -> bool:
    """Tell whether an element stands among what readers say, other reports, or the foot of a page."""
    at: LexborNode | None = node
    for _ in range(DEEPEST):
        if at is None:
            return False
        if at.tag in ("aside", "footer", "nav") or is_beside(at):
            return True
        at = at.parent
    return False


def names_of(author: Any, levels: int = LEVELS) -> list[str]:
    """Return the names in a JSON-LD author: a text, an object, or a list of either, down to so many levels."""
    if isinstance(author, str):
        return [author]
    if levels and isinstance(author, dict):
        return names_of(author.get("name"), levels - 1)
    lists = author[:20] if levels and isinstance(author, list) else []
    return [name for one in lists for name in names_of(one, levels - 1)]


def turn(name: str) -> str:
    """Return a name with its surname last.

    >>> turn("Oz, Ana"), turn("Ana Oz")
    ('Ana Oz', 'Ana Oz')
    """
    surname, comma, given = name.partition(", ")
    return f"{given} {surname}" if comma and "," not in given else name


def clean_byline(text: str) -> str | None:
    """Return a byline without "By" before it and a day or links after it; ``None`` where it can be none."""
    plain = clean(MAIL.sub(" ", clean(write_text(text[:TAKEN]))))
    plain = plain[1:-1].strip() if plain.startswith("(") and plain.endswith(")") else plain
    if plain.startswith(("http", "www.", "@")):
        return None
    signed = BY.sub("", plain, count=1)
    name = unfold(WHERE.sub("", JOB.sub("", BIOGRAPHY.sub("", AFTER.sub("", signed)))))
    name = (drop_day(name) if signed[len(name) :].lstrip()[:1].isdigit() else name).strip(" ,;|:-–—")
    named = 2 <= len(name) <= LONGEST and squash(name) not in NOBODY and not NO_NAME.match(name)
    return name if named else None


def unfold(name: str) -> str:
    """Return a name once that a page holds twice, for small screens and for large ones.

    >>> unfold("Ana OzAna Oz"), unfold("Bobo")
    ('Ana Oz', 'Bobo')
    """
    half = name[: (len(name) + 1) // 2].strip()
    return half if " " in half and name.replace(half, "").strip() == "" else name


def drop_day(name: str) -> str:
    """Return a name that a figure followed, without the month or the small word that belongs to the figure.

    >>> drop_day("Ana Oz May"), drop_day("Ana Oz"), drop_day("Ana Oz vor")
    ('Ana Oz', 'Ana Oz', 'Ana Oz')
    """
    front, _, last = name.rstrip(" ,;|:-–—.").rpartition(" ")
    named = len(front.split()) >= 2
    return front if named and (last.islower() or last in MONTHS) else name


def is_outlet(name: str, outlets: frozenset[str]) -> bool:
    """Tell whether a byline is only the outlet's name."""
    parts = [squash(part) for part in PARTS.split(name)]
    return all(any(outlet in part or part in outlet for outlet in outlets if outlet) for part in parts)
