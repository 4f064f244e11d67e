"""The parser: tags, lemmas and heads for chosen sentences, from a spaCy model.

Enters: an ``Analysis`` and the sentences that are worth a parse. Leaves: the same with tokens in these sentences.
The room holds all that leans on the inside of spaCy and thinc; nothing else imports them.
"""

from __future__ import annotations

from depositary.reading.parser.english import analyse, parse_many

__all__ = ["analyse", "parse_many"]
