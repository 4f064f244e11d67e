"""The headline as a page prints it: which of its headings, and what of its text.

>>> from depositary.sources.markup import parse_markup
>>> page = parse_markup("<h1>Lake Daily</h1><h1><span class=kicker>Borders</span> Accord signed in Juba</h1>")
>>> find_heading(page, ["Accord signed"], frozenset(["lakedaily"]))
'Accord signed in Juba'
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain, islice, pairwise
from urllib.parse import unquote

from selectolax.lexbor import LexborNode

from depositary.sources.address import find_host, split_address
from depositary.sources.markup import Markup, clean

BESIDES = re.compile(r"[\W_]+")
PATH = "crumb"
ASIDE = re.compile(r"\b(?:logo|site-?(?:title|name)|sr-only|(?:visually|screen)-?(?:hidden|reader\S*)|related)\b", re.I)
KICKER = re.compile(
    r"kicker|over-?(?:line|title)|eyebrow|roof-?line|top-?(?:line|title)|super-?(?:line|title)|pre-?title"
    r"|topic|label|categor|rubri|section|\bdate|\btime|sub-?(?:head|title|line)|secondary",
    re.I,
)
"""What classes of kickers, dates and second lines within a heading are called."""
OUTSIDE = frozenset(("nav", "aside", "footer", "li"))
REPORT = frozenset(("body", "main", "article"))
INLINE = frozenset(("-text", "b", "i", "em", "strong"))
SEAMS = ":|–—-/"
LOOKED = 40
LONGEST = 400
STEPS = 6
NEAR = 0.45
SAME = 0.9
WORDS = 3
NAMED = 0.6
MADE = 0.95
"""How near an address that is made of a title is to it: all but a letter or two."""
TWICE = 2
KICKER_WORDS = 6
"""So many words a kicker has at most that nothing but a dash or colon of a title tells."""
HOME = ("", "/")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a page: its text, how near it is to a title (0 to 1), whether it stands beside the report."""

    text: str
    near: float
    aside: bool


@dataclass(frozen=True)  # no slots: the pairs are kept, and most pages need none
class Stated:
    """What a page calls itself outside its text: titles by their letters, and the letters of those that may be near."""

    titles: dict[str, str]
    plain: tuple[str, ...]
    host: str = ""

    @functools.cached_property
    def pairs(self) -> tuple[Counter[str], ...]:
        """The pairs of letters of the titles that count as near."""
        return tuple(map(pair, self.plain))

    def makes(self, slug: str) -> bool:
        """Tell whether the letters of an address are made of one of the titles."""
        own = pair(slug)
        return any(agree(own, other) >= MADE for other in self.pairs)

    def space(self, text: str) -> str:
        """Return a heading, as a title writes it that has the same letters and sets the spaces between them else.

        Markup within a word and line breaks without a space blur where the words of a heading end.
        """
        title = self.titles.get(squash(text), text)
        same = BESIDES.sub(" ", title.casefold()).strip() == BESIDES.sub(" ", text.casefold()).strip()
        return text if same else title

    def near(self, letters: str) -> float:
        """Return how near the letters of a heading are to a title, 0 to 1: F1 of the pairs of letters."""
        if letters in self.titles:
            return 1.0
        own = pair(letters)
        return max((agree(own, other) for other in self.pairs), default=0.0)


def find_heading(
    page: Markup, titles: list[str], outlets: frozenset[str], url: str | None = None, whole: Iterable[str] = ()
) -> str | None:
    """Return the heading that is the headline, by what the page calls itself elsewhere; ``None`` without one.

    Many pages set their title for search engines as the ``h1`` of the path above the report, and the headline that
    readers see as an ``h2``: that goes first where it is a title too, as for sharing, and the path before what is only
    like one. ``url`` tells the site and, by its last part, the headline; ``whole`` are the titles with all that was
    taken for an outlet: a heading that is one of them to the letter is the headline.
    """
    plain = {squash(title): title for title in reversed(titles)}
    stated = Stated({squash(title): title for title in whole} | plain, tuple(plain), read_host(url))
    first = list(read_headings(page, "h1", stated, outlets))
    return choose_nearest(first, NEAR) or find_further(page, stated, outlets, first, read_slug(url))


def find_further(page: Markup, stated: Stated, outlets: frozenset[str], first: list[Heading], slug: str) -> str | None:
    """Return the headline of a page none of whose first headings in the report is near to a title."""
    own, anywhere = [heading for heading in first if not heading.aside], [replace(h, aside=False) for h in first]
    second = list(read_headings(page, "h2", stated, outlets))
    return (
        choose_nearest(chain(second, read_headings(page, "h3", stated, outlets)), SAME)
        or choose_nearest(anywhere, 1)
        or (choose_nearest(second, NEAR) if len(own) < len(first) else None)
        or (None if stated.makes(slug) else take_only(own, stated))
        or choose_nearest(anywhere, NEAR)
        or (take_named(page, stated, outlets, slug) if slug else None)
    )


def read_slug(url: str | None) -> str:
    """Return the letters of the last part of an address, its file type aside.

    >>> read_slug("https://lakedaily.example/world/accord-signed.html")
    'accordsigned'
    """
    address = split_address(url)
    last = (address.path if address else "").rstrip("/").rpartition("/")[2]
    return squash(unquote(last.partition(".")[0]))


def read_host(url: str | None) -> str:
    """Return the host of a page, nothing of the first page of a site: what leads there leads nowhere else.

    >>> read_host("https://www.lakedaily.example/world/1"), read_host("https://lakedaily.example/")
    ('lakedaily.example', '')
    """
    address = split_address(url)
    return "" if address is None or address.path in HOME else find_host(url).removeprefix("www.")


def choose_nearest(headings: Iterable[Heading], least: float) -> str | None:
    """Return the heading of the report that is nearest to a title, the first of equals, if it is near enough."""
    best = max((h for h in headings if not h.aside), key=lambda heading: heading.near, default=None)
    return best.text if best and best.near >= least else None


def take_only(headings: list[Heading], stated: Stated) -> str | None:
    """Return the one heading that reads like a headline, the end of a title aside, as names of sites are.

    It stands on the page once, and any other is short beside it.
    """
    texts = Counter(heading.text for heading in headings)
    once = [text for text, times in texts.items() if times == 1 or len(texts) == 1]
    long = [text for text in once if len(text.split()) >= WORDS]
    found, *others = sorted(long, key=len, reverse=True) or [""]
    rivals = any(TWICE * len(other) > len(found) for other in others)
    return None if rivals or any(title.endswith(squash(found)) for title in stated.titles) else found


def take_named(page: Markup, stated: Stated, outlets: frozenset[str], slug: str) -> str | None:
    """Return the heading that the address names, if it names no title better: addresses are made of headlines."""
    named = Stated({}, (slug,))
    both = (heading for level in ("h1", "h2") for heading in read_headings(page, level, stated, outlets))
    near = (Heading(heading.text, named.near(squash(heading.text)), heading.aside) for heading in both)
    words = (heading for heading in near if BESIDES.search(heading.text))
    return choose_nearest(words, max([NAMED, *map(named.near, stated.titles)]))


def read_headings(page: Markup, level: str, stated: Stated, outlets: frozenset[str]) -> Iterator[Heading]:
    """Yield the headings of a level that say more than the name of the outlet, up to one that is a title."""
    for node in islice((node for node in page.headings if node.tag == level), LOOKED):
        text = read_heading(node, stated) if len(node.text()) <= LONGEST else ""
        letters = squash(text)
        if letters and letters not in outlets and not leads_home(node, stated.host):
            found = Heading(stated.space(text), stated.near(letters), stands_aside(node))
            yield found
            if found.near == 1 and not found.aside:
                return


def stands_aside(node: LexborNode) -> bool:
    """Tell whether a heading belongs to the furniture of a page: path, menu, name of the site, other reports."""
    return any(at.tag in OUTSIDE or is_furniture(at.attributes) for at in climb(node))


def is_furniture(fields: dict[str, str | None]) -> bool:
    """Tell whether the attributes of an element say that it is a path, a logo or hidden.

    >>> is_furniture({"aria-label": "Breadcrumb"}), is_furniture({"class": "headline"})
    (True, False)
    """
    if not fields:
        return False
    named = ASIDE.search(f"{fields.get('class') or ''} {fields.get('id') or ''}")
    return bool(named or any(PATH in f"{name} {value}".lower() for name, value in fields.items()))


def climb(node: LexborNode) -> Iterator[LexborNode]:
    """Yield an element and those around it, as far as the report."""
    at: LexborNode | None = node
    for _ in range(STEPS):
        if at is None or at.tag in REPORT:
            return
        yield at
        at = at.parent


def leads_home(node: LexborNode, host: str) -> bool:
    """Tell whether a heading leads to the first page of its site, whose host may be unknown."""
    links = (link.attributes for link in node.css("a[rel~=home], a[href]"))
    return any("home" in (fields.get("rel") or "").split() or is_home(fields.get("href"), host) for fields in links)


def is_home(href: str | None, host: str) -> bool:
    """Tell whether a link is one to the first page of a site.

    >>> is_home("/", ""), is_home("https://www.lake.example", "lake.example"), is_home("#top", "lake.example")
    (True, True, False)
    """
    to = split_address(href)
    if to is None or to.query or to.fragment or to.path not in HOME:
        return False
    there = find_host(href).removeprefix("www.")
    return there == host if there and host else to.path == "/" and not there


def read_heading(node: LexborNode, stated: Stated) -> str:
    """Return the text of a heading without a kicker or a second line that has an element of its own."""
    lines = [line for piece in node.text(separator="\x00").split("\x00") if (line := clean(piece))]
    whole = join(lines)
    if len(lines) < 2 or len(parts := list_parts(node)) < 2:
        return whole
    texts = [join(map(clean, part.text(separator="\x00").split("\x00"))) for part in parts]
    if is_kicker(parts[0], texts, stated):
        return join(texts[1:]).lstrip(SEAMS + " ")
    front = join(texts[:-1])
    follows = parts[-1].tag not in INLINE and stated.near(squash(front)) > stated.near(squash(whole))
    return front.rstrip(SEAMS + " ") if follows else whole


def list_parts(node: LexborNode) -> list[LexborNode]:
    """Return the parts of a heading that hold a text, one level below the last element that holds it all."""
    parts = [node]
    while len(parts) == 1 and parts[0].tag != "-text":
        parts = [child for child in parts[0].iter(include_text=True) if (child.text() or "").strip()]
    return parts


def is_kicker(node: LexborNode, texts: list[str], stated: Stated) -> bool:
    """Tell whether the first part of a heading is a kicker: by its class, or titles lack it or set it apart.

    A kicker that the heading itself joins with a colon or a dash stays, as long as the titles have it too.
    """
    if node.tag in INLINE:
        return False
    if squash(join(texts[1:])) in stated.titles:
        return True
    title = stated.titles.get(squash(join(texts)), "") if len(texts[0].split()) <= KICKER_WORDS else ""
    apart = title[len(texts[0]) :].lstrip()[:1] or " "
    named = node.tag in ("small", "time") or KICKER.search(node.attributes.get("class") or "")
    return bool(named or apart in SEAMS) and texts[0][-1] not in SEAMS and texts[1][0] not in SEAMS


def join(parts: Iterable[str]) -> str:
    """Return the parts of a heading as one line; a colon of its own stands at the part before.

    >>> join(["Borders", ":", "Accord signed"])
    'Borders: Accord signed'
    """
    line = ""
    for part in filter(None, parts):
        line += part if part[0] in ":," or not line else f" {part}"
    return line


def agree(one: Counter[str], other: Counter[str]) -> float:
    """Return the F1 of two bags, of pairs of letters or of words: 0 to 1."""
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 0.0


def pair(letters: str) -> Counter[str]:
    """Return the pairs of neighbouring letters, counted."""
    return Counter(map("".join, pairwise(letters)))


def squash(name: str) -> str:
    """Return the letters and figures of a name, small; those of short names are remembered, for a page asks often.

    >>> squash("The Lake-Daily")
    'thelakedaily'
    """
    return (fold if len(name) <= LONGEST else fold.__wrapped__)(name)


@functools.lru_cache(maxsize=256)
def fold(name: str) -> str:
    """Return the letters and figures of a name, small."""
    return BESIDES.sub("", name.casefold())
