"""Assembly: finds of all rooms to one ``Reading``.

Enters: agreements, actions, meetings, relations and statements. Leaves: a ``Reading`` in which they complete one
another (who signs is a party, who acts at a meeting was there), with its evidence asserted. Nothing else makes one.
"""

from __future__ import annotations

from depositary.reading.assembly.composition import assemble, assemble_empty
from depositary.reading.assembly.provisions import mark_provisions

__all__ = ["assemble", "assemble_empty", "mark_provisions"]
