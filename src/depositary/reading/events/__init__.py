"""Events: what a report says was done, in the codes of event data (CAMEO, PLOVER).

Enters: a report. Leaves: coded events with source and target. It shares the parser and the actors with the reader,
and is no part of a ``Reading``.
"""

from __future__ import annotations

from depositary.reading.events.coder import CodedEvent, code_all

__all__ = ["CodedEvent", "code_all"]
