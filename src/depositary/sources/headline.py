"""The headline of a page, without the name of the outlet and what else stands around it.

>>> from depositary.sources.markup import parse_markup
>>> find_title(parse_markup("<title>Accord signed - Lake Daily</title>"), "https://lakedaily.example/1")
'Accord signed'
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from depositary.sources.address import find_host
from depositary.sources.caps import LONGEST_LINE, LONGEST_TITLE, TAKEN
from depositary.sources.heading import find_heading, squash
from depositary.sources.markup import Markup, clean, cut

SEPARATORS = re.compile(
    r"(?<!\s)\s+[|–—·•»:-]\s+|(?<!\s)\s*[|»｜ㅣ]\s*"
    r"|(?<=[\u3040-\u9fff\uac00-\ud7af！？」』”])[-_]+(?=[\u3040-\u9fff\uac00-\ud7af])"
)
"""What stands between a title and the name of an outlet; texts without spaces set it without them."""
MARKS = " |–—·•»:-｜ㅣ_"
DOMAIN = re.compile(r"(?:\.(?:com|org|net|[a-z]{2})|News|Times|Post|网|網|报|報|新闻|新聞|일보|뉴스|신문|ニュース)$")
SECTION = re.compile(r"(?<!\s)\s*[|–—/-]\s*\w+")
"""A section of one word behind a title."""
JOINED = re.compile(r"(?<=[\u3040-\u9fff\uac00-\ud7af])[-_][\u3040-\u9fff\uac00-\ud7af]{2,4}$")
"""A section of a few letters behind a title of texts that set no spaces, before the outlet."""
COLON = re.compile(r"(?<=[\u3040-\u9fff\uac00-\ud7af！？」』”])[:：]([^:：]+)$")
"""A colon behind a title of texts that set no spaces, and what may be the outlet: no other part is taken for one."""
DAY = re.compile(r"^\d{1,2}[./]\d{1,2}[./]\d{4}\s*[|–—:-]\s+(?=\S)")
"""A day set before a headline."""
OUTLET_WORDS = 4
SHORTEST = 4
CUTS = 8
"""So many parts are taken off a title at most; more is no title but a trap."""
SOFT_HYPHEN = "\xad"


def find_title(page: Markup, url: str | None = None) -> str | None:
    """Return the headline: as the page prints it, else structured data, meta tags and title without the outlet."""
    titles = list(list_titles(page))
    outlets = frozenset(filter(None, map(squash, list_outlets(page, url)))).difference(map(squash, titles))
    plain = {title: strip_outlet(title, outlets) for title in dict.fromkeys(titles)}
    stated = [plain[title] for title in titles]
    around = {squash(title[len(cut) :]) for title, cut in zip(titles, stated, strict=True) if title.startswith(cut)}
    heading = find_heading(page, stated, outlets | around, url, titles)
    found = sign_off(heading, outlets) if heading else settle(stated)
    return DAY.sub("", found.replace(SOFT_HYPHEN, "")) if found else None


def sign_off(heading: str, outlets: frozenset[str]) -> str:
    """Return a heading without the very name of the outlet at its end.

    >>> sign_off("Accord signed - Lake Daily", frozenset(["lakedaily"]))
    'Accord signed'
    """
    *others, last = SEPARATORS.split(heading)
    return heading[: len(heading) - len(last)].rstrip(MARKS) if others and squash(last) in outlets else heading


def settle(stated: list[str]) -> str | None:
    """Return the title that two sources share, else the first; a section behind it that another lacks aside."""
    plain = [squash(title) for title in stated]
    shared = (title for title, letters in zip(stated, plain, strict=True) if plain.count(letters) > 1)
    found = next(shared, stated[0] if stated else None)
    return next((title for title in stated if found and SECTION.fullmatch(found.removeprefix(title))), found)


def list_titles(page: Markup) -> Iterator[str]:
    """Yield what a page calls itself, the most exact first."""
    said = (page.said("headline"), page.meta("og:title"), page.meta("twitter:title"), page.first("title"))
    yield from (title for text in said if isinstance(text, str) and (title := cut(clean(text[:TAKEN]), LONGEST_TITLE)))


def list_outlets(page: Markup, url: str | None) -> Iterator[str]:
    """Yield the names that the outlet of a page may have."""
    named = (page.meta("og:site_name"), page.meta("application-name"))
    yield from (cut(name, LONGEST_LINE) for name in named if name)
    host = find_host(url)
    yield from (part for part in host.split(".")[:-1] if len(part) >= SHORTEST)


def strip_outlet(title: str, outlets: frozenset[str]) -> str:
    """Return a title without the name of the outlet at its end or beginning, in at most `CUTS` steps."""
    for _ in range(CUTS):
        shorter = cut_outlet(title, outlets)
        if shorter == title:
            break
        title = shorter
    return title


def cut_outlet(title: str, outlets: frozenset[str]) -> str:
    """Return a title without one part that names the outlet; the title itself where there is none."""
    signed = COLON.search(title)
    if signed and names_outlet(signed[1], outlets):
        return title[: signed.start()]
    parts = SEPARATORS.split(title)
    if len(parts) < 2:
        return title
    if names_outlet(parts[0], outlets):
        return title[len(parts[0]) :].lstrip(MARKS)
    last = parts[-1]
    if len(parts) > 2 and names_outlet(parts[-2], outlets):  # a motto stands behind the name
        return title[: len(title) - len(last)].rstrip(MARKS)
    before = title[: len(title) - len(last)].rstrip()
    return JOINED.sub("", before.rstrip(MARKS)) if ends_title(last, before, outlets) else title


def names_outlet(part: str, outlets: frozenset[str]) -> bool:
    """Tell whether a part of a title is the name of its outlet, or holds it."""
    plain = squash(part)
    return plain in outlets or any(fits(plain, outlet) or fits(outlet, plain) for outlet in outlets)


def fits(short: str, long: str) -> bool:
    """Tell whether a name is a good part of another: most of an outlet's name, or the name with little around it."""
    return len(short) >= SHORTEST and 2 * len(short) >= len(long) and short in long


def holds_edge(plain: str, outlet: str) -> bool:
    """Tell whether a part of a title begins or ends with the name of its outlet."""
    return plain.startswith(outlet) or plain.endswith(outlet)


def ends_title(last: str, before: str, outlets: frozenset[str]) -> bool:
    """Tell whether the last part of a title is the name of an outlet, by what is known or by its looks."""
    short = len(last.split()) <= OUTLET_WORDS
    looks = not last[:1].islower() and (before.endswith(("|", "»", "·", "•")) or DOMAIN.search(last) is not None)
    edged = any(len(outlet) > SHORTEST and holds_edge(squash(last), outlet) for outlet in outlets)
    return (short and (looks or edged)) or (len(last.split()) <= 2 * OUTLET_WORDS and names_outlet(last, outlets))
