"""Glosses: a plain English name for an agreement that a report names in another language.

The register links reports in several languages by it, and shows it beside the title, which stays as the report has it.

>>> write_gloss(["comprehensive", "strategic", "partnership"], Kind.TREATY)
'Comprehensive Strategic Partnership Treaty'
>>> write_gloss([], Kind.EXCHANGE_OF_NOTES)
'exchange of notes'
"""

from __future__ import annotations

from collections.abc import Sequence

from depositary.model.vocabulary import Kind
from depositary.reading.lexical.lexicon import Lexicon
from depositary.reading.lexical.mentions import Mention
from depositary.reading.lexical.words import Words

TITLE = 2  # a gloss of more words than these, or of a name, is written as a title
NOUNS = {
    Kind.MEMORANDUM: "memorandum of understanding",
    Kind.DECLARATION: "joint declaration",
    Kind.OTHER: "agreement",
}


def make_gloss(words: Words, lexicon: Lexicon, mentions: Sequence[Mention], kind: Kind) -> str:
    """Return an English name made of the words that the fullest mention of an agreement has."""
    found = [[hit.value for hit in lexicon.gloss.find(words, m.first, m.last)] for m in mentions]
    longest = max(found, key=len) if found else []
    return write_gloss([word for _, word in sorted(set(longest))], kind)


def write_gloss(said: Sequence[str], kind: Kind) -> str:
    """Return words and the noun of a kind: in capitals, where they are enough for a title."""
    noun = NOUNS.get(kind, kind.value.replace("-", " "))
    text = " ".join([*(word for word in said if word not in noun), noun])
    named = len(said) > TITLE or any(word[0].isupper() for word in said)
    return " ".join(f"{w[0].upper()}{w[1:]}" if w != "of" else w for w in text.split()) if named else text
