"""The body of a page that makes plain where it is: the paragraphs that stand together and hold most of its text.

Most reports of news stand in one element, a paragraph beside the other. Where that is so, and the paragraphs are most
of what the element and the page say, they are taken as they stand; of any other page nothing is, for a library that
weighs more (`trafilatura`) takes ten times as long.

>>> from selectolax.lexbor import LexborHTMLParser
>>> said = "Chad and Sudan signed a treaty on water, both presidents said in Dakar on Monday. " * 8
>>> page = LexborHTMLParser(f"<div><p>Home</p></div><main><p>{said}</p><p class=tags>Chad</p></main>")
>>> take_plainly(page) == said.strip()
True
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain, takewhile

from selectolax.lexbor import LexborHTMLParser, LexborNode

PARAGRAPH = 25
"""Shorter paragraphs do not tell where the body is."""
LEAST = 500
"""So much text the paragraphs of a report have at least, in characters; with less nothing is plain."""
HELD = 0.7
"""The share of the text of all paragraphs that the element of the body holds."""
TOGETHER = 0.6
"""The share of the text of its paragraphs that one element holds close below it: lists of teasers do not."""
OF_ELEMENT = 0.6
"""The share that what is taken has of all that the element says."""
OF_PAGE = 0.4
"""The share that what is taken has of all that the page says outside of links."""
SMALL = 0.3
WHOLE = 0.95
"""An element that holds more of the paragraphs is the body, whatever it is called; what readers say is often longer."""
CARD = 0.05
TEASER = "h2 a, h3 a, h4 a, h5 a, a h2, a h3, a h4, a h5"
"""An element that holds less of the paragraphs, and a heading that leads elsewhere, is a teaser of another report."""
LINKED = 0.7
MOSTLY = 0.9
"""The shares of links in what only leads elsewhere: in an item of a list, in a paragraph or heading."""
LONG = 200
"""A paragraph of more characters is no link, though one goes over it all."""

CLOSE = 4
"""So many elements around a paragraph are close to it."""
MOST = 3000
DEEPEST = 100
"""More paragraphs, or elements around one, no report has: a page that has is no plain one."""

HEADINGS = ("h2", "h3", "h4", "h5", "h6")
BLOCKS = ", ".join(("p", *HEADINGS, "li", "blockquote", "pre"))
APART = ("aside", "figure", "figcaption", "table", "menu")
BESIDE = re.compile(
    r"(?:^|[\s_-])(?:related|shar(?:e|ing)|social|promo\w*|newsletter|caption|advert\w*|ads?|byline|tags?"
    r"|toolbar|breadcrumbs?|recommend\w*|sidebar|widget|popup|modal|signup|subscri\w*|trending|most-?read|outbrain"
    r"|taboola|hidden|credit|copyright|footer|author|meta|disclaimer|paywall|cookie|consent|pagination|pager|skip"
    r"|rating|sponsor\w*)(?:$|[\s_-])",
    re.I,
)
"""What the classes of elements beside a report are called."""
ANSWERS = re.compile(r"(?:^|[\s_-])(?:comments?|disqus|discussion|responses|replies)(?:$|[\s_-])", re.I)
"""What the classes of elements of what readers say are called; they may be longer than the report."""


@dataclass(slots=True)
class Weights:
    """How much text of paragraphs each element holds, by its place in memory: at any depth, and close below it."""

    held: defaultdict[int, int] = field(default_factory=lambda: defaultdict(int))
    close: defaultdict[int, int] = field(default_factory=lambda: defaultdict(int))
    total: int = 0

    def add(self, node: LexborNode) -> None:
        """Add a paragraph, by its text outside of links."""
        size = len(node.text().strip()) - sum(len(link.text()) for link in node.css("a"))
        if size < PARAGRAPH:
            return
        self.total += size
        for depth, at in enumerate(climb(node)):
            self.held[at.mem_id] += size
            if depth < CLOSE:
                self.close[at.mem_id] += size

    def share(self, node: LexborNode) -> float:
        """Return the share of the text of all paragraphs that an element holds."""
        return self.held.get(node.mem_id, 0) / self.total


def take_plainly(tree: LexborHTMLParser) -> str:
    """Return the body of a page that makes plain where it is, a line each paragraph; empty where it does not.

    Args:
        tree: the page without its scripts, menus and forms; a blank is set behind each break of a line.
    """
    weights = weigh(tree)
    if weights.total < LEAST or tree.body is None:
        return ""
    holder = descend(tree.body, weights)
    if any(is_answers(around, weights) for around in chain([holder], climb(holder))):
        return ""
    if max(weights.close.values()) < TOGETHER * weights.held[holder.mem_id]:
        return ""
    text = "\n".join(take_lines(holder, weights))
    return text if is_most(text, holder, OF_ELEMENT) and is_most(text, tree.body, OF_PAGE) else ""


def weigh(tree: LexborHTMLParser) -> Weights:
    """Return how much text of paragraphs each element of a page holds; nothing where there are more than in reports."""
    weights, paragraphs = Weights(), tree.css("p")
    for node in paragraphs if len(paragraphs) <= MOST else ():
        weights.add(node)
    return weights


def climb(node: LexborNode) -> Iterator[LexborNode]:
    """Yield the elements around another from the inside, as many as pages nest."""
    for _ in range(DEEPEST):
        around = node.parent
        if around is None:
            return
        yield around
        node = around


def descend(node: LexborNode, weights: Weights) -> LexborNode:
    """Return the innermost element, from one on, that holds most of the text of all paragraphs."""
    while True:
        inner = max(node.iter(), key=weights.share, default=node)
        if weights.share(inner) < HELD:
            return node
        node = inner


def take_lines(holder: LexborNode, weights: Weights) -> list[str]:
    """Return the paragraphs, headings and items below an element of its report, headings at its end aside."""
    for mark in holder.css("br"):
        mark.insert_after(" ")
    beside = Beside(holder, weights)
    blocks = [node for node in list_blocks(holder) if not (beside.has(node) or leads_away(node))]
    pieces = [(node.tag, text) for node in blocks if (text := " ".join(node.text().split()))]
    while pieces and pieces[-1][0] in HEADINGS:
        pieces.pop()
    return [text for _, text in pieces]


def list_blocks(holder: LexborNode) -> list[LexborNode]:
    """Return the paragraphs, headings and items below an element that hold no others."""
    blocks = holder.css(BLOCKS)
    if len(blocks) > MOST:
        return []
    outer = {around.mem_id for node in blocks for around in climb(node)}
    return [node for node in blocks if node.mem_id not in outer]


@dataclass(slots=True)
class Beside:
    """Which elements below the one of the body are beside the report, by their names and those around them."""

    holder: LexborNode
    weights: Weights
    known: dict[int, bool] = field(default_factory=dict)

    def has(self, node: LexborNode) -> bool:
        """Tell whether an element, or one around it up to the body, is beside the report."""
        new = list(takewhile(lambda at: at.mem_id not in self.known, self.within(node)))
        around = new[-1].parent if new else node
        found = around is not None and self.known.get(around.mem_id, False)
        for at in reversed(new):
            found = self.known[at.mem_id] = found or self.is_named(at)
        return found

    def within(self, node: LexborNode) -> Iterator[LexborNode]:
        """Yield an element and those around it, below the one of the body."""
        return takewhile(lambda at: at.mem_id != self.holder.mem_id, chain([node], climb(node)))

    def is_named(self, node: LexborNode) -> bool:
        """Tell whether the tag or a class of an element says so, and it does not hold the body all the same."""
        share = self.weights.share(node)
        if node.tag in APART or BESIDE.search(name_of(node)):
            return share < SMALL
        return is_answers(node, self.weights) or (0 < share < CARD and node.css_first(TEASER) is not None)


def is_answers(node: LexborNode, weights: Weights) -> bool:
    """Tell whether an element holds what readers say, and not the report with it."""
    return weights.share(node) < WHOLE and ANSWERS.search(name_of(node)) is not None


def name_of(node: LexborNode) -> str:
    """Return the classes and the identifier of an element."""
    fields = node.attributes
    return f"{fields.get('class') or ''} {fields.get('id') or ''}"


def leads_away(node: LexborNode) -> bool:
    """Tell whether a block is little but links."""
    links = node.css("a")
    size = len(node.text()) if links else 0
    item = node.tag == "li"
    linked = sum(len(link.text()) for link in links) > (LINKED if item else MOSTLY) * size
    return linked and (item or size < LONG)


def is_most(text: str, node: LexborNode, share: float) -> bool:
    """Tell whether a text is so great a share of what an element says outside of links."""
    said = count_letters(node.text()) - sum(count_letters(link.text()) for link in node.css("a"))
    return count_letters(text) >= share * said


def count_letters(text: str) -> int:
    """Return how many characters of a text are no white space."""
    return sum(map(len, text.split()))
