"""The body of a page: quickly for every page, with care only where that can be worth a reading.

What the reader's gate does not let pass, by all text that a page shows, goes no further, and keeps
the text of its paragraphs as they stand. Of the others, pages that make plain where their body is
give it so; the rest go through two steps, each dearer and more exact than the one before: their main
text (`resiliparse`), then, where the gate lets that pass, their paragraphs (`trafilatura`).

>>> from depositary.sources.markup import parse_markup
>>> page = parse_markup("<nav><p>Home</p></nav><main><p>Chad and Sudan signed a peace accord.</p></main>")
>>> gather_paragraphs(page.tree)
'Chad and Sudan signed a peace accord.'
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from types import ModuleType
from typing import TYPE_CHECKING

from depositary.model.text import join_title
from depositary.sources.beside import drop_hidden, drop_leads, select_hidden
from depositary.sources.markup import Markup, measure_depth
from depositary.sources.paragraphs import PARAGRAPH, take_plainly
from depositary.sources.source import nothing_passes

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

Screen = Callable[[str], bool]

UNSEEN = ["script", "style", "noscript", "svg", "template"]
"""Elements that show no words."""

AROUND = ["head", "nav", "footer", "form", "button", "iframe", "video", "picture", "source", "link"]
"""Elements that hold no words of a body; without them a page is half as long to go through."""

BLOCKS = "p, h2, h3, h4, li, blockquote, pre"
FEW = 5_000
"""So few tags are never slow, whatever they are nested in."""

TANGLED = 5_000_000
"""So many steps from each tag to those around it (tags by depth) only pages take whose tags are never closed."""

OUTER = 0.6
"""What a paragraph counts for the element around its own."""


def may_pass(page: Markup, screen: Screen | None) -> bool:
    """Tell whether ``screen`` lets all text pass that a page shows; what it does not show is taken out of the page."""
    names = select_hidden(page.tree)
    page.tree.strip_tags(UNSEEN)
    drop_hidden(page.tree, names)
    return screen is None or (screen is not nothing_passes and screen(show_all(page.tree)))


def find_body(page: Markup, title: str | None, screen: Screen | None = None) -> tuple[str, bool]:
    """Return the body of a page of which `may_pass` said yes, and whether ``screen`` lets it pass.

    Args:
        page: the page, parsed; what holds no body is taken out of it.
        title: its headline, which the screen sees too.
        screen: tells whether a text can be worth a reading; ``None`` lets all pass.
    """
    page.tree.strip_tags(AROUND, recursive=True)
    drop_leads(page.tree)
    plain = take_plainly(page.tree)
    body = plain or (take_main(page) if screen else "")
    if screen and not screen(join_title(title, body)):
        return body, False
    return plain or extract_carefully(page.tree.html or "") or body or take_main(page), True


def take_main(page: Markup) -> str:
    """Return the main text of a page, its paragraphs where it has none."""
    return extract_main(page.tree.html or "") or gather_paragraphs(page.tree)


def take_quickly(page: Markup) -> str:
    """Return the body of a page that is not worth more time: its paragraphs, its main text where it has none."""
    return gather_paragraphs(page.tree) or extract_main(page.tree.html or "")


def show_all(tree: LexborHTMLParser) -> str:
    """Return all text that a page shows, its title first."""
    title = tree.css_first("title")
    return f"{title.text() if title else ''}\n\n{tree.body.text(separator=' ') if tree.body else ''}"


def gather_paragraphs(tree: LexborHTMLParser) -> str:
    """Return the paragraphs of the element that holds most of them, a line each; empty where there are none."""
    best = find_holder(tree)
    lines = (" ".join(node.text().split()) for node in best.css(BLOCKS)) if best else ()
    return "\n".join(line for line in lines if line)


def find_holder(tree: LexborHTMLParser) -> LexborNode | None:
    """Return the element with the longest paragraphs right in it, or one level below."""
    weights: dict[int, float] = {}
    holders: dict[int, LexborNode] = {}
    for node in tree.css("p"):
        length = len(node.text().strip())
        holder, weight = node.parent, float(length)
        while length >= PARAGRAPH and holder is not None and weight >= length * OUTER:
            key = holder.mem_id
            holders[key], weights[key] = holder, weights.get(key, 0.0) + weight
            holder, weight = holder.parent, weight * OUTER
    return holders[max(weights, key=weights.__getitem__)] if weights else None


def extract_main(text: str) -> str:
    """Return the main text of a page as `resiliparse` takes it; nothing of a page on which that would take too long."""
    from resiliparse.extract.html2text import extract_plain_text

    return "" if is_tangled(text) else str(extract_plain_text(text, main_content=True, alt_texts=False))


def is_tangled(text: str) -> bool:
    """Tell whether tags are nested so deep, for so many, that what asks each of them for those around it is slow."""
    count = text.count("<")
    return count > FEW and count * measure_depth(text) > TANGLED


def extract_carefully(text: str) -> str:
    """Return the body as `trafilatura` takes it, paragraphs in lines of their own."""
    trafilatura = load_trafilatura()
    try:
        found = trafilatura.bare_extraction(text, fast=True, include_comments=False, include_tables=False)
    except Exception:  # the library's own faults on odd pages must not lose the page
        return ""
    return str(getattr(found, "text", "") or "")


@functools.cache
def load_trafilatura() -> ModuleType:
    """Load `trafilatura`; its parser is told to make every element alike, for asking Python about each takes long."""
    import trafilatura
    from lxml.etree import ElementDefaultClassLookup  # type: ignore[import-untyped]  # it ships no types
    from lxml.html import HtmlElement  # type: ignore[import-untyped]  # it ships no types
    from trafilatura.utils import HTML_PARSER

    HTML_PARSER.set_element_class_lookup(ElementDefaultClassLookup(element=HtmlElement))
    return trafilatura
