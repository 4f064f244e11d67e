"""The gate decides whether there is anything to read in a report, and where.

Enters: the text of a report, or its sentences. Leaves: whether the report can mention an agreement, and the sentences
to parse. The gate only searches for words, so most reports cost almost nothing.
"""

from __future__ import annotations

from depositary.reading.gate.cues import admits, choose_cued, choose_sentences

__all__ = ["admits", "choose_cued", "choose_sentences"]
