"""The areas of cooperation of an agreement, from its names and the words on what it covers.

>>> areas_in("agreement on fishing quotas")
['agriculture']
"""

from __future__ import annotations

import functools
import re

from depositary.lexicon import load_table


@functools.cache
def area_cues() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Return the patterns of each area."""
    return tuple((re.compile(row["pattern"], re.IGNORECASE), row["area"]) for row in load_table("en", "areas"))


def areas_in(text: str) -> list[str]:
    """Return the areas that a text speaks of, in the order of the table."""
    return [area for pattern, area in area_cues() if pattern.search(text)]
