"""The kind of an agreement, from the words of its mentions.

>>> named_kind("peace treaty")
<Kind.PEACE_AGREEMENT: 'peace-agreement'>
"""

from __future__ import annotations

import functools
import re

from depositary.lexicon import load_table
from depositary.model.vocabulary import Kind


@functools.cache
def kind_cues() -> tuple[tuple[re.Pattern[str], Kind], ...]:
    """Return the patterns that say a kind more exactly than the noun does, in order."""
    return tuple(
        (re.compile(row["pattern"], re.IGNORECASE), Kind(row["kind"])) for row in load_table("en", "agreement_kinds")
    )


def named_kind(text: str) -> Kind | None:
    """Return the kind that the words around a noun say, if they say one."""
    return next((kind for pattern, kind in kind_cues() if pattern.search(text)), None)
