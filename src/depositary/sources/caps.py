"""How much of anything is taken: one place for every limit on input.

>>> Caps().redirects
5
"""

from __future__ import annotations

from dataclasses import dataclass

LONGEST_TITLE = 500
"""So many characters a title has at most; what is longer is cut before anything works on it."""
LONGEST_LINE = 200
"""So many characters the name of an outlet or of an author has at most."""
LONGEST_ADDRESS = 2_000
"""So many characters an address or an id has at most; a longer one is no address that anything could open."""
TAKEN = 20_000
"""So much of a field is looked at before its white space is folded."""


@dataclass(frozen=True, slots=True)
class Caps:
    """Limits on what is fetched and unpacked; beyond any of them an input is refused.

    Sizes are in bytes, times in seconds. ``ratio`` is unpacked over packed size, counted once
    ``ratio_from`` bytes are out; ``list_seconds`` is for all that one sitemap leads to, ``feed_items`` and
    ``feed_seconds`` for one feed in one round of a watch; ``nesting`` counts packings within packings; depth of
    markup is measured where there are more than ``measured_tags`` tags.
    """

    body: int = 10_000_000
    unpacked: int = 200_000_000_000
    ratio: int = 200
    ratio_from: int = 1_000_000
    nesting: int = 2
    entries: int = 50_000
    depth: int = 20
    redirects: int = 5
    list_seconds: float = 3600.0
    feed_items: int = 500
    feed_seconds: float = 600.0
    connect_seconds: float = 10.0
    total_seconds: float = 30.0
    pdf_pages: int = 500
    pdf_seconds: float = 10.0
    pdf_memory: int = 150_000_000
    tags: int = 150_000
    measured_tags: int = 20_000
    nested_tags: int = 2_000
    tag_characters: int = 20_000
