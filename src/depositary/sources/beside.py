"""What stands on a page beside its report: what is hidden, what leads elsewhere, what readers say.

>>> from depositary.sources.markup import parse_markup
>>> tree = parse_markup("<p>Chad signed.</p><p hidden>Togo too.</p><aside>Niger quits</aside>").tree
>>> take_out(tree)
>>> tree.body.text()
'Chad signed.'
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator
from importlib import resources
from itertools import chain

from selectolax.lexbor import LexborHTMLParser, LexborNode

HIDDEN = (
    "[hidden], [aria-hidden=true], .hidden, .u-hidden, .js-hidden, .hidden-text, .is-visually-hidden, .hide, "
    ".is-hidden, .d-none, .invisible, .sr-only, .visually-hidden, "
    ".visuallyhidden, .screen-reader-text, .screen-reader-only, .screenreader, .offscreen, .element-invisible, "
    "dialog:not([open]), input[type=hidden]"
)
"""What a page holds and does not show: by the standard, and by the names that style sheets give it."""
UNSHOWN = re.compile(
    r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|opacity\s*:\s*0(?:\.0*)?\s*(?:;|!|$)"
    r"|font-size\s*:\s*0(?:px|em|rem|%)?\s*(?:;|!|$)|text-indent\s*:\s*-\d{3,}"
    r"|(?:left|right|top)\s*:\s*-\d{3,}|(?:max-)?(?:height|width)\s*:\s*0(?:px)?\s*(?:;|!|$)|transform\s*:\s*scale\(0\)"
    r"|clip\s*:\s*rect\(\s*[01](?:px)?[\s,]|clip-path\s*:\s*inset\(\s*(?:50|100)%)",
    re.I,
)
MEDIA = re.compile(r"@[^{};]{1,300}\{(?:[^{}]*+\{[^{}]*+\})*+[^{}]*+\}|/\*(?:[^*]|\*(?!/))*+\*/")
"""Rules for some screens alone, and comments of style sheets."""
RULE = re.compile(r"([^{}]{1,300})\{([^{}]{0,500})\}")
SIMPLE = re.compile(r"[.#][A-Za-z][\w-]{0,60}")
MOST_SHEETS = 20
LONGEST_SHEET = 100_000
SIDES = "aside, nav, footer, form, menu, [role=complementary], [role=navigation], [role=contentinfo]"
BESIDE = re.compile(
    r"(?:^|[\s_-])(?:related|sidebar|side-?bar|recommend\w*|trending|popular|most-?(?:read|viewed)|latest|read-?(?:more"
    r"|also|next)|more-?(?:stories|news|from)|teasers?|promo\w*|widget|comments?|disqus|responses|replies|footer"
    r"|copyright|newsletter|outbrain|taboola)(?:$|[\s_-])",
    re.I,
)
"""What the classes of elements with other reports and other people's words are called."""
LONG = 200
"""A paragraph of more characters is no link, though one goes over it all."""
LINKED = 0.9
"""The share of links in a paragraph that only leads elsewhere."""
REPORTS = ("article", "main", "body", "html")
SITE = re.compile(
    r"(?:^|[\s_-])(?:masthead|top-?bar|site-?header|(?:current|today)s?-?(?:date|time)|clock|weather)(?:$|[\s_-])", re.I
)
"""What the classes of the head of a site are called."""
MOST = 20_000
LONGEST_CONTENT = 1000
LARGE = 0.5
"""An element that holds so great a share of the text of a page is the report, whatever it is called."""


def remove(nodes: Iterable[LexborNode]) -> None:
    """Take elements out of a page; one within another goes with it, for nothing may be asked of it afterwards."""
    found = {node.mem_id: node for node in nodes}
    outer = [node for node in found.values() if not any(at.mem_id in found for at in climb(node))]
    for node in outer:
        node.decompose()


def climb(node: LexborNode) -> Iterator[LexborNode]:
    """Yield the elements around another from the inside."""
    at = node.parent
    while at is not None:
        yield at
        at = at.parent


def drop_hidden(tree: LexborHTMLParser, names: str = "") -> None:
    """Take what a page does not show out of it; ``names`` selects what its own style sheets hide."""
    whole = len(tree.body.text()) if tree.body else 0
    found = [*tree.css(HIDDEN), *(at for at in tree.css("[style]") if UNSHOWN.search(style_of(at)))][:MOST]
    found += tree.css(names)[:MOST] if names else []
    remove(at for at in found if at.tag not in ("html", "body") and len(at.text()) <= LARGE * whole)


def select_hidden(tree: LexborHTMLParser) -> str:
    """Return a selector of the classes and elements that the style sheets in a page hide on every screen.

    >>> select_hidden(LexborHTMLParser("<style>.a, #b {display: none} @media print {.c {display:none}}</style>"))
    '.a, #b'
    """
    sheets = "".join(node.text()[:LONGEST_SHEET] for node in tree.css("style")[:MOST_SHEETS])
    rules = RULE.findall(MEDIA.sub("", sheets)) if "none" in sheets else []
    hidden = (selectors for selectors, style in rules if UNSHOWN.search(style))
    names = [name.strip() for selectors in hidden for name in selectors.split(",")]
    return ", ".join(name for name in names if SIMPLE.fullmatch(name))


def style_of(node: LexborNode) -> str:
    """Return the style that an element has of its own."""
    return (node.attributes.get("style") or "")[:1000]


@functools.cache
def read_calls() -> tuple[re.Pattern[str], frozenset[str]]:
    """Return what finds the words that call for another report, and how parts with other reports are headed."""
    table = resources.files("depositary.sources").joinpath("call_words.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in table.splitlines() if line and not line.startswith("#")][1:]
    lines = sorted((words for words, sense in rows if sense == "line"), key=len, reverse=True)
    found = "|".join(re.escape(words).replace("'", "[’']") for words in lines)
    return re.compile(rf"(?:{found})\s*(?:[:：|–—]|-\s)\s*", re.I), frozenset(
        w for w, sense in rows if sense == "heading"
    )


def drop_leads(tree: LexborHTMLParser) -> None:
    """Take out of a page what only leads elsewhere: lines that call for other reports, and parts headed as such."""
    whole = len(tree.body.text()) if tree.body else 0
    heads = (node for node in tree.css("h2, h3, h4, h5, h6")[:MOST] if heads_others(node))
    parts = [node.parent for node in heads if node.parent is not None and node.parent.tag in ("section", "div", "ul")]
    remove(at for at in parts if len(at.text()) <= LARGE * whole)
    lines = tree.css("p, h2, h3, h4, h5, h6, blockquote, div > strong, div > b, div > em")[:MOST]
    remove(node for node in lines if leads(node))


def heads_others(node: LexborNode) -> bool:
    """Tell whether a heading is that of a part with other reports, and the first words of that part."""
    words = " ".join(node.text().split()).strip(" :").replace("’", "'").lower()
    before = node.prev
    while before is not None and not (before.text() or "").strip():
        before = before.prev
    return words in read_calls()[1] and before is None


def leads(node: LexborNode) -> bool:
    """Tell whether a paragraph only leads elsewhere: it is little but a link, or words that call for one and it."""
    text = " ".join(node.text().split())
    if not 0 < len(text) < LONG:
        return False
    links = node.css("a[href]")
    linked = sum(len(" ".join(link.text().split())) for link in links)
    called = read_calls()[0].match(text)
    if called and not links:
        return " " in called[0].strip()  # of one word ("Read: ...") a link must tell
    return bool(links) and linked > LINKED * (len(text) - (called.end() if called else 0))


def is_of_site(node: LexborNode) -> bool:
    """Tell whether an element stands in the head of the site, which shows the day of the visit, not of a report.

    That is a header outside of any report and with no heading in it, or what is called so.
    """
    for at in chain([node], climb(node)):
        if at.tag in REPORTS:
            return False
        if SITE.search(f"{at.attributes.get('class') or ''} {at.attributes.get('id') or ''}"[:1000]):
            return True
        if at.tag == "header":
            return at.css_first("h1, h2") is None
    return False


def take_out(tree: LexborHTMLParser) -> None:
    """Take all that stands beside the report out of a page."""
    drop_hidden(tree)
    whole = len(tree.body.text()) if tree.body else 0
    named = (node for node in tree.css("[class], [id]")[:MOST] if is_beside(node))
    remove(node for node in [*tree.css(SIDES), *named] if len(node.text()) <= LARGE * whole)


def drop_data(tree: LexborHTMLParser) -> None:
    """Take what is for programs out of a page: scripts, styles, and contents of tags that are longer than any."""
    tree.strip_tags(["script", "style", "noscript", "template"])
    remove(node for node in tree.css("meta[content]") if len(node.attributes.get("content") or "") > LONGEST_CONTENT)


def is_beside(node: LexborNode) -> bool:
    """Tell whether the names of an element say that it stands beside the report."""
    fields = node.attributes
    return BESIDE.search(f"{fields.get('class') or ''} {fields.get('id') or ''}"[:1000]) is not None
