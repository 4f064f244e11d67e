"""The gate: is there anything to read here, and where.

Enters: the text of a report, or its sentences. Leaves: whether the report can speak of an agreement, and the
sentences that are worth a parse. It looks for words alone, so that most reports cost almost nothing.
"""

from __future__ import annotations

from depositary.reading.gate.cues import admits, choose_cued, choose_sentences

__all__ = ["admits", "choose_cued", "choose_sentences"]
