"""Clauses of speech: the reporting verb, who is its subject, and the words that it reports.

>>> "clause" in load_speech()["say"]
True
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass

from depositary.languages import load_list
from depositary.languages.speech import load_speech
from depositary.reading.text import Analysis, Sentence, Token

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
INHERITING = frozenset({"conj", "advcl", "xcomp", "pcomp", "dep"})
FINITE = frozenset({"VBD", "VBZ", "VBP"})
REFUSING = frozenset({"refuse", "decline", "fail", "want", "need"})
FORWARD_MARKS = frozenset(",.;:-–—\"'“”‘’«»()[] \t\n")


@dataclass(frozen=True, slots=True)
class SpeechClause:
    """A reporting verb in its sentence, its subject's head noun, and the frames it allows.

    ``reporter`` is the head noun of who passes the words on ("quoted by TASS as saying").
    """

    sentence: Sentence
    verb: Token
    subject: Token | None
    frames: frozenset[str]
    reporter: Token | None = None


@functools.cache
def source_nouns() -> frozenset[str]:
    """Return the nouns for what carries somebody's words ("statement", "tweet")."""
    return frozenset(load_list("en", "source_nouns"))


@functools.cache
def hollow_objects() -> frozenset[str]:
    """Return the nouns that say nothing of what was said ("confirmed the news")."""
    return frozenset(load_list("en", "hollow_objects"))


@functools.cache
def silent_texts() -> frozenset[str]:
    """Return the nouns for texts that are no speakers ("a resolution which calls for ...")."""
    return frozenset(load_list("en", "silent_texts"))


@functools.cache
def speaker_nouns() -> frozenset[str]:
    """Return the nouns for those who speak without a name ("spokesman", "critics")."""
    return frozenset(word.lower() for word in load_list("en", "speakers"))


def find_speech(analysis: Analysis) -> Iterator[SpeechClause]:
    """Yield the speech clauses of the parsed sentences, headlines left out, in order."""
    for sentence in analysis.sentences:
        if sentence.parsed and not sentence.headline:
            yield from speech_of(sentence)


def speech_of(sentence: Sentence) -> Iterator[SpeechClause]:
    """Yield the speech clauses of one parsed sentence."""
    for token in sentence.tokens:
        frames = load_speech().get(token.lemma) if token.tag.startswith("VB") else None
        if frames and not unsaid(sentence, token):
            clause = build_clause(sentence, token, frames)
            if clause:
                yield clause


def unsaid(sentence: Sentence, verb: Token) -> bool:
    """Tell whether the verb is negated, refused, or only wished for."""
    head = sentence.tokens[verb.head]
    children = sentence.children(verb)
    if any(c.dep == "neg" or (c.dep == "mark" and c.lower in {"if", "unless"}) for c in children):
        return True
    return verb.dep == "xcomp" and head.lemma in REFUSING


def build_clause(sentence: Sentence, verb: Token, frames: frozenset[str]) -> SpeechClause | None:
    """Build the clause of a reporting verb; a passive one only in "was quoted as saying"."""
    head = sentence.tokens[verb.head]
    if verb.dep == "pcomp" and head.lower == "as":
        return quoted_as(sentence, verb, frames, sentence.tokens[head.head])
    children = sentence.children(verb)
    names_source = verb.lemma == "cite" and head.lemma in load_speech() and head.index != verb.index
    if names_source or any(child.dep in {"auxpass", "nsubjpass"} for child in children):
        return None
    if verb.tag == "VBN" and verb.dep in {"advcl", "acl", "relcl"} and not any(c.dep == "aux" for c in children):
        return None
    subject = speaker_of_participle(sentence, verb) or subject_of(sentence, verb)
    if subject is None or subject.lemma.lower() in silent_texts():
        return None
    return SpeechClause(sentence, verb, subject, frames)


def quoted_as(sentence: Sentence, verb: Token, frames: frozenset[str], quoting: Token) -> SpeechClause | None:
    """Build the clause of "X was quoted (by Y) as saying" and "Y quoted X as saying"."""
    children = sentence.children(quoting)
    passive = next((c for c in children if c.dep == "nsubjpass"), None)
    if passive:
        by = next((c for c in children if c.dep == "agent"), None)
        reporter = next((c for c in sentence.children(by) if c.dep == "pobj"), None) if by else None
        return SpeechClause(sentence, verb, passive, frames, reporter)
    spoken = next((c for c in children if c.dep == "dobj"), None)
    return SpeechClause(sentence, verb, spoken, frames, subject_of(sentence, quoting)) if spoken else None


def subject_of(sentence: Sentence, verb: Token, depth: int = 0) -> Token | None:
    """Return the head noun of the verb's subject, its own or that of the verb it hangs on."""
    own = next((c for c in sentence.children(verb) if c.dep in SUBJECTS), None)
    if own is not None:
        return antecedent(sentence, own, verb)
    head = sentence.tokens[verb.head]
    if depth > 4 or head.index == verb.index:
        return None
    if verb.dep in {"acl", "relcl"}:
        return head if head.pos in {"NOUN", "PROPN", "PRON"} else None
    if verb.dep == "pcomp" and head.dep == "prep":
        return subject_of(sentence, sentence.tokens[head.head], depth + 1)
    if verb.dep == "conj" and verb.tag in FINITE and not fits(sentence, head, verb):
        above = (sentence.tokens[i] for i in sentence.path(head)[1:])
        head = next((t for t in above if fits(sentence, t, verb)), head)
    return subject_of(sentence, head, depth + 1) if verb.dep in INHERITING else None


def fits(sentence: Sentence, head: Token, verb: Token) -> bool:
    """Tell whether a verb can be coordinated with another one: both finite, no quotation closed between."""
    closed = any(t.tag == "''" for t in sentence.tokens[head.index : verb.index])
    opened = any(t.tag == "``" for t in sentence.tokens[head.index : verb.index])
    return head.tag in FINITE and (opened or not closed)


def speaker_of_participle(sentence: Sentence, verb: Token) -> Token | None:
    """Return the subject of the outermost verb of speech for "..., adding that ..."."""
    if verb.tag != "VBG" or not verb.index or sentence.tokens[verb.index - 1].text != ",":
        return None
    above = [sentence.tokens[i] for i in sentence.path(verb)[1:]]
    saying = [t for t in above if t.lemma in load_speech() and t.tag in {"VBD", "VBZ", "VBP"}]
    return subject_of(sentence, saying[-1]) if saying else None


def antecedent(sentence: Sentence, subject: Token, verb: Token) -> Token:
    """Return what a relative pronoun stands for, or the subject itself."""
    if subject.tag in {"WP", "WDT"} and verb.dep == "relcl":
        return sentence.tokens[verb.head]
    return subject


def left_of(sentence: Sentence, token: Token) -> int:
    """Return where the token's subtree begins."""
    return min(t.start for t in sentence.subtree(token))


def right_of(sentence: Sentence, token: Token) -> int:
    """Return where the token's subtree ends."""
    return max(t.end for t in sentence.subtree(token))


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Take white space, quotation marks and stops off both ends of a range."""
    while start < end and text[start] in FORWARD_MARKS and text[start] != "[":
        start += 1
    while start < end and text[end - 1] in FORWARD_MARKS and text[end - 1] != "]":
        end -= 1
    return start, end
