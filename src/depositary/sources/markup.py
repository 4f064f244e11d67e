"""What a page says of itself: structured data, meta tags, headings, links.

>>> page = parse_markup('<meta property="og:title" content="Accord signed"><h1>Accord</h1>')
>>> page.meta("og:title"), page.heading
('Accord signed', 'Accord')
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, AnyStr

from selectolax.lexbor import LexborHTMLParser, LexborNode

from depositary.errors import ReportError
from depositary.sources.beside import drop_hidden
from depositary.sources.caps import TAKEN, Caps

ARTICLES = re.compile(r"(?:Article|Posting|Report|Review|WebPage|CreativeWork)$")
TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]{0,20})(?![^<>]{0,500}/>)")
QUOTED = re.compile(r"\"[^\"<]*\"|'[^'<]*'")
WHOLE_TAG = re.compile(r"[^\"'>]*+(?:(?:\"[^\"]*+\"|'[^']*+')[^\"'>]*+)*+>")
BETWEEN = re.compile(r"[\s/]+|[\"'](?=[^\s/])")
VOID = frozenset(
    ("area base br col embed hr img input link meta param source track wbr " + "p li td tr th dt dd option").split()
)
"""Tags that are not closed, by the standard or by custom."""

HEADINGS = ("h1", "h2", "h3")
SAID = f'meta[content], link[rel=canonical][href], script[type="application/ld+json"], {", ".join(HEADINGS)}'
"""Where a page describes itself, and its headings."""

LINES = (
    "br, p, div, li, h1, h2, h3, h4, h5, h6, tr, dt, dd, blockquote, pre, section, article, ul, ol, table, hr, figure, "
    "figcaption, address, aside, header, footer, main, nav, form, fieldset, legend, caption, details, summary, option"
)
"""Elements that begin a line."""
CELLS = "td, th, del, s, ins"
"""Elements that a blank parts from what stands beside them."""
TITLES = ("og:title", "twitter:title")
NO_LETTER = re.compile(r"[\W_]+")
INNER = ("@graph", "mainEntity")
"""Where an object of JSON-LD holds others that the page is about."""
MOST_OBJECTS = 400
WRAPPED = re.compile(
    r"\A(?:(?://|/\*)?\s*<!\[CDATA\[(?:\s*\*/)?|<!--)|(?:(?://|/\*)?\s*\]\]>(?:\s*\*/)?|(?://\s*)?-->)\Z"
)
"""What people wrote around the code of scripts, to hide it from programs that knew none."""
LAST_COMMA = re.compile(r",\s{0,40}([}\]])")
BARE = re.compile(r"<(?![A-Za-z/!?])")
"""A sign that begins no tag."""

FAR = 1_000_000
"""So far before a place the script is looked for in which it stands."""


@dataclass(frozen=True, slots=True)
class Markup:
    """A parsed page: tree and the markup it is of, meta tags (the first of a name, and all), JSON-LD, canonical link.

    ``headings`` are for use before anything is taken out of the tree.
    """

    tree: LexborHTMLParser
    text: str = field(repr=False)
    metas: dict[str, str]
    listed: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    structured: tuple[dict[str, Any], ...] = field(default=())
    headings: tuple[LexborNode, ...] = field(default=(), repr=False)
    canonical: str | None = None

    def meta(self, *names: str) -> str | None:
        """Return the content of the first of the meta tags of these names that says anything."""
        found = (clean(self.metas[name]) for name in names if self.metas.get(name))
        return next((content for content in found if content), None)

    def every(self, *names: str) -> list[str]:
        """Return the contents of all meta tags of the first of these names that any has."""
        found = ([clean(content) for name, content in self.listed if name == wanted] for wanted in names)
        return next((contents for contents in found if contents), [])

    def said(self, *keys: str) -> Any:
        """Return the first value of one of the keys in the structured data."""
        found = next((item[key] for item in self.structured for key in keys if item.get(key)), None)
        return found[:TAKEN] if isinstance(found, str) else found

    def whole(self, *keys: str) -> str | None:
        """Return the first text of one of the keys in the structured data, however long."""
        found = (item[key] for item in self.structured for key in keys if item.get(key))
        texts = (
            "\n".join(t for t in each[:MOST_OBJECTS] if isinstance(t, str)) if isinstance(each, list) else each
            for each in found
        )
        return next((text for text in texts if text and isinstance(text, str)), None)

    def first(self, selector: str) -> str | None:
        """Return the text of the first element of a CSS selector that has any."""
        texts = (clean(node.text(separator=" ")) for node in self.select(selector))
        return next((text for text in texts if text), None)

    def select(self, selector: str) -> Iterator[LexborNode]:
        """Yield the elements of a CSS selector; a page is searched no further than what is taken of them."""
        first = self.tree.css_first(selector)
        if first is not None:
            yield first
            yield from self.tree.css(selector)[1:]

    def attribute(self, selector: str, name: str) -> str | None:
        """Return an attribute of the first element of a CSS selector that has it."""
        found = (node.attributes.get(name) for node in self.select(selector))
        return next((value for value in found if value), None)

    @property
    def heading(self) -> str | None:
        """The first heading of the first level."""
        return self.first("h1")


def parse_markup(text: str, caps: Caps | None = None, data: bytes | None = None) -> Markup:
    """Parse a page, without code that looks like a long tag; ``data`` is the same in UTF-8, where it is at hand.

    Raises:
        ReportError: it has more tags than any page has.
    """
    cleared = clear_tags(text, caps or Caps(), data)
    tree = LexborHTMLParser(cleared if data is None or cleared is not text else data)
    said = tree.css(SAID)  # in one walk
    metas = tuple(read_metas(node for node in said if node.tag == "meta"))
    headings = tuple(node for node in said if node.tag in HEADINGS)
    named = [content for name, content in metas if name in TITLES]
    named += [node.text()[:TAKEN] for node in (*tree.css("title")[:1], *headings[:1])]
    structured = tuple(read_structured((node for node in said if node.tag == "script"), frozenset(map(spell, named))))
    links = (node.attributes["href"] for node in said if node.tag == "link")
    canonical = next((link for link in links if link), None)
    return Markup(tree, cleared, dict(reversed(metas)), metas, structured, headings, canonical)


def check_tags(text: str, caps: Caps) -> None:
    """Refuse markup with more tags, longer tags or deeper nesting than any feed has.

    Raises:
        ReportError: it is one of these; parsers take quadratic time or memory on them.
    """
    if clear_tags(text, caps) is not text:
        raise report_long_tag(caps.tag_characters)


def clear_tags(text: str, caps: Caps, data: bytes | None = None) -> str:
    """Return markup that parsers can be given: without code of scripts that looks like a long tag, else as it is.

    ``data`` is the same in UTF-8: what is short in bytes is short in characters, and bytes are searched faster.

    Raises:
        ReportError: it has more tags, longer tags or deeper nesting than any page has; parsers take quadratic time
            or memory on them.
    """
    count = text.count("<") if data is None else data.count(b"<")
    if count > caps.tags:
        raise ReportError(f"it has more than {caps.tags} tags")
    short = data is not None and next(find_long_parts(data, b"<", caps.tag_characters), None) is None
    cleared = text if short else cut_code(text, caps.tag_characters)
    if count > caps.measured_tags and measure_depth(cleared) > caps.nested_tags:
        raise ReportError(f"its tags are nested more than {caps.nested_tags} deep")
    return cleared


def report_long_tag(most: int) -> ReportError:
    """Return the refusal of markup with a tag of more characters than that."""
    return ReportError(f"it has a tag of more than {most} characters")


def is_dear(part: str, most: int) -> bool:
    """Tell whether what begins after a ``<`` can be a tag with more attributes than a tenth of ``most`` characters.

    Parsers are slow with these; long values (pictures, data) and code that looks like a tag do no harm.
    """
    return part[0].isalpha() and count_attributes(part) > most // 10


def cut_code(text: str, most: int) -> str:
    """Return markup without the code that looks like a long tag after the beginning of a script; else as it is.

    Where it was no script in truth (a comment hid its beginning), the tag is gone all the same.

    Raises:
        ReportError: there is a tag of more characters than that, and of many attributes, outside of scripts.

    >>> cut_code("<script>if (a <b " + "c " * 20 + "d) {}</script><p>Text", 20)
    '<script>if (a <</script><p>Text'
    """
    kept, at = [], 0
    for start, end in find_long_parts(text, "<", most):
        if is_dear(text[start:end], most):
            if not in_script(text, start):
                raise report_long_tag(most)
            kept.append(text[at:start])
            at = end
    return "".join([*kept, text[at:]]) if kept else text


def in_script(text: str, place: int) -> bool:
    """Tell whether the script that began last before a place, not too far from it, has no end before it."""
    return text.rfind("<script", max(place - FAR, 0), place) > text.rfind("</script", max(place - FAR, 0), place)


def find_long_parts(text: AnyStr, mark: AnyStr, most: int) -> Iterator[tuple[int, int]]:
    """Yield where what stands between one mark and the next is longer; only a few marks are looked at.

    >>> list(find_long_parts("a <b> c <d>", "<", 4)), list(find_long_parts(b"a <b> c <d>", b"<", 5))
    ([(3, 8)], [])
    """
    start = text.find(mark)
    while 0 <= start < len(text) - most - 1:
        following = text.rfind(mark, start + 1, start + most + 2)
        if following < 0:
            following = text.find(mark, start + most + 2)
            yield start + 1, following if following >= 0 else len(text)
        start = following


def count_attributes(part: str) -> int:
    """Return how many attributes a tag can have at most, by what stands between them.

    >>> count_attributes('img alt="a b c" src=x>')
    2
    """
    closed = WHOLE_TAG.match(part)
    return len(BETWEEN.findall(QUOTED.sub(" ", closed[0] if closed else part).partition(">")[0]))


def measure_depth(text: str) -> int:
    """Return how deep tags are nested, tags without an end counted where they stand."""
    depth = deepest = 0
    for found in TAG.finditer(text):
        if found[1]:
            depth -= depth > 0
        elif found[2].lower() not in VOID:
            depth += 1
            deepest = max(deepest, depth)
    return deepest


def read_metas(nodes: Iterable[LexborNode]) -> Iterator[tuple[str, str]]:
    """Yield name and content of meta tags in their order, names in lower case."""
    for node in nodes:
        fields = node.attributes
        name = fields.get("property") or fields.get("name") or fields.get("itemprop") or fields.get("http-equiv")
        if name and fields.get("content"):
            yield name.strip().lower(), (fields["content"] or "")[:TAKEN]


def read_structured(nodes: Iterable[LexborNode], titles: frozenset[str]) -> Iterator[dict[str, Any]]:
    """Yield the JSON-LD objects (schema.org) of scripts that describe an article, the most exact first.

    Of several articles with a headline, those whose headline the page calls itself by (``titles``) go before.
    """
    found = [item for node in nodes for item in read_graph(node.text())]
    articles = [item for item in found if ARTICLES.search(type_of(item))]
    others = [item for item in articles if (line := spell(item.get("headline"))) and not is_called(line, titles)]
    several = len(others) < sum(bool(item.get("headline")) for item in articles)
    last = {id(item) for item in others} if several else set()
    yield from sorted(
        articles, key=lambda item: (id(item) in last, type_of(item).endswith(("WebPage", "CreativeWork")))
    )


def is_called(line: str, titles: frozenset[str]) -> bool:
    """Tell whether a headline is one of the titles, or a part of one, by their letters."""
    return any(line in title or title in line for title in titles if title)


def spell(text: object) -> str:
    """Return the letters and figures of a title in small letters; nothing of what is no text."""
    return NO_LETTER.sub("", text[:TAKEN].casefold()) if isinstance(text, str) else ""


def read_graph(text: str) -> Iterator[dict[str, Any]]:
    """Yield the objects of one piece of JSON-LD, those of its graph too."""
    queue = [parse_json(text)]
    for _ in range(MOST_OBJECTS):
        if not queue:
            return
        item = queue.pop(0)
        if isinstance(item, list):
            queue[:0] = item[:MOST_OBJECTS]
        elif isinstance(item, dict):
            yield item
            queue[:0] = [item[key] for key in INNER if isinstance(item.get(key), (dict, list))]


def parse_json(text: str) -> Any:
    """Return what a piece of JSON says, the common slips of pages mended; nothing where it is none.

    >>> parse_json('//<![CDATA[\\n{"a": [1, 2,],}\\n//]]>')
    {'a': [1, 2]}
    """
    plain = WRAPPED.sub("", text.strip()).strip().rstrip(";")
    for form in (plain, LAST_COMMA.sub(r"\1", plain)):
        try:
            return json.loads(form, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def type_of(item: dict[str, Any]) -> str:
    """Return the type of a JSON-LD object, the last where it has several."""
    kind = item.get("@type", "")
    return str(kind[-1] if isinstance(kind, list) and kind else kind)


def clean(text: str) -> str:
    """Return a text with its character references resolved and white space folded."""
    return " ".join(html.unescape(text).split())


def write_text(markup: str) -> str:
    """Return a piece of markup as plain text, each block and line in a line of its own; code is left out.

    >>> write_text("<h2>Togo quits</h2><p>Mali <b>signed</b> for &lt;3 years.</p>")
    'Togo quits\\nMali signed for <3 years.'
    """
    if "<" not in markup:
        return clean(markup)
    tree = LexborHTMLParser(BARE.sub("&lt;", markup.replace("\n", " ")))
    tree.strip_tags(["script", "style", "noscript", "template", "svg", "head"])
    drop_hidden(tree)
    for selector, seam in ((LINES, "\n"), (CELLS, " ")):
        for node in tree.css(selector):
            node.insert_before(seam)
            node.insert_after(seam)
    shown = tree.body.text() if tree.body else ""
    lines = (" ".join(line.split()) for line in shown.split("\n"))
    return "\n".join(line for line in lines if line)


def cut(text: str, most: int) -> str:
    """Return a text of at most so many characters, a longer one cut at a blank where there is one near.

    >>> cut("Chad and Sudan sign", 12), cut("Chad", 12)
    ('Chad and', 'Chad')
    """
    if len(text) <= most:
        return text
    front, blank, _ = text[: most + 1].rpartition(" ")
    return front.rstrip() if blank and len(front) > most // 2 else text[:most].rstrip()
