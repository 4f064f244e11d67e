"""The parser: tags, lemmas and heads for chosen sentences, from a spaCy model.

Enters: an ``Analysis`` and the sentences to parse. Leaves: the same with tokens in these sentences. Only this room
imports spaCy and thinc, or depends on their internals.
"""

from __future__ import annotations

from depositary.reading.parser.english import analyse, parse_many

__all__ = ["analyse", "parse_many"]
