"""The kind of an agreement, from the words of its mentions.

>>> named_kind("peace treaty")
<Kind.PEACE_AGREEMENT: 'peace-agreement'>
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from depositary.lexicon import load_table
from depositary.model.vocabulary import Kind
from depositary.reading.references import Reference


@functools.cache
def kind_cues() -> tuple[tuple[re.Pattern[str], Kind], ...]:
    """Return the patterns that say a kind more exactly than the noun does, in order."""
    return tuple(
        (re.compile(row["pattern"], re.IGNORECASE), Kind(row["kind"])) for row in load_table("en", "agreement_kinds")
    )


def named_kind(text: str) -> Kind | None:
    """Return the kind that the words around a noun say, if they say one."""
    return next((kind for pattern, kind in kind_cues() if pattern.search(text)), None)


def kind_of(references: Sequence[Reference]) -> Kind:
    """Return the kind of the agreement that the references mean: the title's, else the most telling."""
    ranked = sorted(references, key=lambda r: (r.sort != "title", r.sort == "generic"))
    said = [named_kind(r.phrase.text) or r.phrase.find.noun.kind for r in ranked]
    if ranked[0].sort == "title" and said[0] is not Kind.AGREEMENT:
        return said[0]
    return next((kind for kind in said if kind is not Kind.AGREEMENT), Kind.AGREEMENT)
