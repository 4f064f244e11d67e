"""Datelines: where and when a report was written, before its first words ("LIMA, June 3 (AP) - ").

>>> end_dateline("GENEVA, May 5 (Agency) -- Chad signed.", 0, 38)
27
>>> [match.group() for match in find_datelines("CAIRO: Talks went on.")]
['CAIRO: ']
"""

from __future__ import annotations

import re
from collections.abc import Iterator

CAPITALS = r"[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ .'’/-]{2,40}"
REGION = r"(?:, [A-Z][A-Za-z .]{1,24})?"
DAY = r"(?:,? (?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8})(?:, \d{4})?)?"
AGENCY = r",? ?\([A-Z][^()\n]{1,40}\)"
CLOSE = r" ?[-–—]{1,2}"
# In capitals with an agency, a stroke or a colon ("GENEVA —", "GENEVA, May 5. /AGENCY/."), or in small letters with
# both an agency and a stroke ("Geneva, May 5 (Agency) -").
DATELINE = re.compile(
    rf"^(?:{CAPITALS}{REGION}{DAY}(?:{AGENCY}{CLOSE}| [—–-]| --|:|\. ?/[A-Z][\w -]{{1,20}}/\.)"
    rf"|[A-Z][a-z]{{2,15}}(?: [A-Z][a-z]{{2,15}})?{REGION}{DAY}{AGENCY}{CLOSE})\s+(?=[\"“‘'A-Z])",
    re.MULTILINE,
)


def end_dateline(text: str, start: int, end: int) -> int:
    """Return where the dateline that a line ``[start, end)`` begins with ends; ``start`` where there is none."""
    found = DATELINE.match(text, start, end)
    return found.end() if found else start


def find_datelines(text: str) -> Iterator[re.Match[str]]:
    """Yield the datelines at the starts of the lines of a text."""
    return DATELINE.finditer(text)
