"""Part of speech and lemma of a token, remembered: the model's own rules, asked once for each case.

The rules of the English models that give part of speech and lemma look at one token alone (word, tag,
dependency), but for a form of "to be" behind an expletive ("there is") and slurred forms ("ain't", "gonna",
"let's"), which are left as they are; and they name only some 300 words.
Running them over every token costs more than the parse itself; here they run once for each tag and
dependency, for each of their words, and the lemmas once for each word.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.tokens import Token as SpacyToken

RULES = ("attribute_ruler", "lemmatizer")
LIMIT = 200_000

Key = tuple[int, int, int, bool]
Form = tuple[str, str, str, str, str, str]  # text, in small letters, lemma, tag, part of speech, dependency


class Morphology:
    """Remembers part of speech and lemma by word, tag, dependency, and whether an expletive stands before."""

    def __init__(self, model: Language) -> None:
        """Take the rules out of a model that was loaded with them disabled."""
        self.vocab = model.vocab
        ruler: Any = model.get_pipe(RULES[0])
        self.ruler, self.lemmatizer = ruler, model.get_pipe(RULES[1])
        self.words = frozenset(named_words(ruler.patterns))
        self.known: dict[Key, Form] = {}
        self.shapes: dict[tuple[int, int], tuple[int, Any]] = {}

    def describe(self, doc: Doc, index: int, key: Key) -> Form:
        """Return what the model says of a token; ``key``: its word, tag, dependency, and if an expletive is before."""
        found = self.known.get(key)
        if found is None:
            if len(self.known) >= LIMIT:
                self.known.clear()
            found = self.known[key] = self.form(doc[index], key[3])
        return found

    def form(self, token: SpacyToken, expletive: bool) -> Form:
        """Return a token's words, with part of speech (Universal Dependencies) and lemma from the rules."""
        pos, lemma = self.ask(token, expletive)
        return token.text, token.lower_, lemma, token.tag_, pos, token.dep_

    def ask(self, token: SpacyToken, expletive: bool) -> tuple[str, str]:
        """Ask the model's rules about a token, alone but for an expletive before it."""
        if expletive or token.is_space or token.lower_ in self.words:
            last = self.lemmatizer(self.ruler(self.isolate(token, expletive)))[-1]
            return last.pos_, last.lemma_
        doc = self.isolate(token, False)
        doc[0].pos, doc[0].morph = self.shape(token)
        last = self.lemmatizer(doc)[-1]
        return last.pos_, last.lemma_

    def shape(self, token: SpacyToken) -> tuple[int, Any]:
        """Return part of speech and morphology of the tag and dependency of a word that no rule names."""
        key = (token.tag, token.dep)
        if key not in self.shapes:
            last = self.ruler(self.isolate(token, False))[-1]
            self.shapes[key] = (last.pos, last.morph)
        return self.shapes[key]

    def isolate(self, token: SpacyToken, expletive: bool) -> Doc:
        """Return a document of the token alone, or behind an expletive."""
        from spacy.tokens import Doc

        words = ["there", token.text] if expletive else [token.text]
        doc = Doc(self.vocab, words=words)
        doc[0].tag_, doc[0].dep_ = "EX", "expl"
        doc[-1].tag, doc[-1].dep = token.tag, token.dep
        return doc


def named_words(patterns: list[dict[str, Any]]) -> Iterator[str]:
    """Yield the words, in small letters, that the rules name."""
    for rule in patterns:
        for token in (token for pattern in rule["patterns"] for token in pattern):
            lower = token.get("LOWER", [])
            yield from [lower] if isinstance(lower, str) else lower.get("IN", []) if isinstance(lower, dict) else []
