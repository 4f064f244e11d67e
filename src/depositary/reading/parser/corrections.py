"""Repairs of a parse where news style misleads it: "said on Monday it would sign" tells the day of the saying.

>>> "monday" in days()
True
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

import msgspec

from depositary.languages import load_toml
from depositary.languages.speech import saying

if TYPE_CHECKING:
    from depositary.reading.text import Token


@functools.cache
def days() -> frozenset[str]:
    """Return the names of days and months, and "weekend", in lower case."""
    return frozenset((*load_toml("en", "noun_phrases")["dating"], "weekend", "yesterday"))


def mend_days(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """Return a parsed sentence with the day right behind a verb of speech hung on that verb.

    Args:
        tokens: the sentence's tokens.
    """
    mended = list(tokens)
    for verb in tokens:
        if verb.lemma in saying() and verb.tag in ("VBD", "VBZ", "VBP", "VBN"):
            for token in misplaced(tokens, verb):
                mended[token.index] = msgspec.structs.replace(token, head=verb.index)
    return tuple(mended)


def misplaced(tokens: tuple[Token, ...], verb: Token) -> list[Token]:
    """Return "on" or the day right behind a verb where the parse hangs it on a later verb."""
    following = tokens[verb.index + 1 : verb.index + 2]
    if not following or not names_day(tokens, following[0]):
        return []
    later = tokens[following[0].head]
    return [*following] if later.index > following[0].index and later.tag.startswith("VB") else []


def names_day(tokens: tuple[Token, ...], token: Token) -> bool:
    """Tell whether a token is a day, or "on" before one."""
    below = (t for t in tokens[token.index + 1 : token.index + 4] if t.head == token.index)
    return token.lower in days() or (token.lower == "on" and any(t.lower in days() for t in below))


def mend_infinitives(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """Return a parsed sentence in which what follows an infinitive's "to" is a verb ("was due to end on Monday").

    Args:
        tokens: the sentence's tokens.
    """
    return tuple(
        msgspec.structs.replace(token, tag="VB", pos="VERB", lemma=token.lower)
        if is_infinitive(tokens, token)
        else token
        for token in tokens
    )


def is_infinitive(tokens: tuple[Token, ...], token: Token) -> bool:
    """Tell whether a word tagged as a noun hangs on a word above it as an infinitive does."""
    led = token.tag == "NN" and token.dep in ("xcomp", "advcl", "acl", "relcl", "ccomp") and token.index > 0
    return led and tokens[token.index - 1].dep == "aux" and tokens[token.index - 1].lower == "to"
