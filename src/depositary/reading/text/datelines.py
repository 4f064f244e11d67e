"""Datelines: where and when a report was written, before its first words ("LIMA, June 3 (AP) - ").

>>> end_dateline("GENEVA, May 5 (Agency) -- Chad signed.", 0, 38)
26
>>> [match.group() for match in find_datelines("Cairo: Talks went on.")]
['Cairo: ']
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from depositary.languages.names import load_names

CAPITALS = r"[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ .'’/-]{2,40}"
REGION = r"(?:, [A-Z][A-Za-z .]{1,24})?"
DAY = r"(?:,? (?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8})(?:, \d{4})?)?"
AGENCY = r",? ?\([A-Z][^()\n]{1,40}\)"
CLOSE = r" ?[-–—]{1,2}"
# In capitals with an agency, a stroke or a colon ("GENEVA —", "GENEVA, May 5. /AGENCY/."), or in small letters with
# both an agency and a stroke ("Geneva, May 5 (Agency) -"), or with one mark if it is a city ("Geneva:").
DATELINE = re.compile(
    rf"^(?:{CAPITALS}{REGION}{DAY}(?:{AGENCY}{CLOSE}| [—–-]| --|:|\. ?/[A-Z][\w -]{{1,20}}/\.)"
    rf"|[A-Z][a-z]{{2,15}}(?: [A-Z][a-z]{{2,15}})?{REGION}{DAY}{AGENCY}{CLOSE}"
    rf"|(?P<city>[A-Z][a-z]{{2,15}}(?: [A-Z][a-z]{{2,15}})?){REGION}{DAY}(?: [—–-]| --|:))\s+(?=[\"“‘'A-Z])",
    re.MULTILINE,
)


@functools.cache
def cities() -> frozenset[str]:
    """Return the names of cities and capitals."""
    return frozenset(name.text for name in load_names() if name.kind in ("city", "capital"))


def is_dateline(match: re.Match[str]) -> bool:
    """Tell whether a match is a dateline: in small letters only that of a city we know."""
    return match["city"] is None or match["city"] in cities()


def end_dateline(text: str, start: int, end: int) -> int:
    """Return where the dateline that a line ``[start, end)`` begins with ends; ``start`` where there is none."""
    found = DATELINE.match(text, start, end)
    return found.end() if found and is_dateline(found) else start


def find_datelines(text: str) -> Iterator[re.Match[str]]:
    """Yield the datelines at the starts of the lines of a text."""
    return filter(is_dateline, DATELINE.finditer(text))
