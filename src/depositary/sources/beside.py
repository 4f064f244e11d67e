"""What stands on a page beside its report: what is hidden, what leads elsewhere, what readers say.

>>> from depositary.sources.markup import parse_markup
>>> tree = parse_markup("<p>Chad signed.</p><p hidden>Togo too.</p><aside>Niger quits</aside>").tree
>>> take_out(tree)
>>> tree.body.text()
'Chad signed.'
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

HIDDEN = (
    "[hidden], [aria-hidden=true], .hidden, .hide, .is-hidden, .d-none, .invisible, .sr-only, .visually-hidden, "
    ".visuallyhidden, .screen-reader-text, .screen-reader-only, .screenreader, .offscreen, .element-invisible, "
    "dialog:not([open]), input[type=hidden]"
)
"""What a page holds and does not show: by the standard, and by the names that style sheets give it."""
UNSHOWN = re.compile(
    r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|opacity\s*:\s*0(?:\.0*)?\s*(?:;|!|$)"
    r"|font-size\s*:\s*0(?:px|em|rem|%)?\s*(?:;|!|$)|text-indent\s*:\s*-\d{3,})",
    re.I,
)
SIDES = "aside, nav, footer, form, menu, [role=complementary], [role=navigation], [role=contentinfo]"
BESIDE = re.compile(
    r"(?:^|[\s_-])(?:related|sidebar|side-?bar|recommend\w*|trending|popular|most-?(?:read|viewed)|latest|read-?(?:more"
    r"|also|next)|more-?(?:stories|news|from)|teasers?|promo\w*|widget|comments?|disqus|responses|replies|footer"
    r"|copyright|newsletter|outbrain|taboola)(?:$|[\s_-])",
    re.I,
)
"""What the classes of elements with other reports and other people's words are called."""
CALL = re.compile(
    r"(?:(?:read|see|watch|listen|more|also|related|recommended|don[’']t miss|lire|lisez|leer|lea|lesen|leggi|читайте)"
    r"(?:\s+(?:also|more|next|now|aussi|también|sie|auch|anche|также|stories|story|on this)){0,2})\s*[:|–—-]\s*",
    re.I,
)
"""Words that call for another report."""
LONG = 200
"""A paragraph of more characters is no link, though one goes over it all."""
LINKED = 0.9
"""The share of links in a paragraph that only leads elsewhere."""
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


def drop_hidden(tree: LexborHTMLParser) -> None:
    """Take what a page does not show out of it."""
    whole = len(tree.body.text()) if tree.body else 0
    found = [*tree.css(HIDDEN), *(at for at in tree.css("[style]") if UNSHOWN.search(style_of(at)))][:MOST]
    remove(at for at in found if at.tag not in ("html", "body") and len(at.text()) <= LARGE * whole)


def style_of(node: LexborNode) -> str:
    """Return the style that an element has of its own."""
    return (node.attributes.get("style") or "")[:1000]


def drop_leads(tree: LexborHTMLParser) -> None:
    """Take the paragraphs and headings of a page that are little but one link elsewhere out of it."""
    remove(node for node in tree.css("p, h2, h3, h4, h5, h6, div > strong, div > b, div > em")[:MOST] if leads(node))


def leads(node: LexborNode) -> bool:
    """Tell whether a paragraph only leads elsewhere: it is little but a link, or words that call for one and it."""
    links = node.css("a[href]")
    text = " ".join(node.text().split()) if links else ""
    linked = sum(len(" ".join(link.text().split())) for link in links)
    called = CALL.match(text)
    size = len(text) - (called.end() if called else 0)
    return 0 < len(text) < LONG and linked > LINKED * size


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
