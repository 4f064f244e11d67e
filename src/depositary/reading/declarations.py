"""Joint statements and declarations whose text is the report: the headline is their title.

>>> JOINT.search("Joint Statement on the Lake") is not None
True
"""

from __future__ import annotations

import re

JOINT = re.compile(r"\bjoint (?:\w+ ){0,2}?(?:statement|declaration|communiqu[eé])\b", re.IGNORECASE)


def whole_headline(text: str, headline: bool) -> bool:
    """Tell whether a sentence is the title of a joint statement: "Joint Statement on ...", in capitals of a title."""
    return headline and JOINT.search(text) is not None and title_case(text)


def title_case(text: str) -> bool:
    """Tell whether a headline begins most of its longer words with capitals."""
    long = [m.group() for m in re.finditer(r"[A-Za-z][\w’'-]{3,}", text)]
    return sum(1 for word in long if word[0].isupper()) * 4 >= 3 * len(long)
