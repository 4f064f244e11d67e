"""Joint statements and declarations whose text is the report: the headline is their title.

>>> JOINT.search("Joint Statement on the Lake") is not None
True
"""

from __future__ import annotations

import re

JOINT = re.compile(r"\bjoint (?:\w+ ){0,2}?(?:statement|declaration|communiqu[eé])\b", re.IGNORECASE)


def whole_headline(text: str, headline: bool) -> bool:
    """Tell whether a sentence is the title of a joint statement: "Joint Statement on ...", in capitals of a title."""
    if not headline or not JOINT.search(text):
        return False
    words = re.findall(r"[A-Za-z][\w’'-]*", text)
    long = [word for word in words if len(word) > 3]
    return sum(word[0].isupper() for word in long) * 4 >= 3 * len(long)
