"""What a reporting verb reports: the range of the words given to the speaker.

>>> from depositary.model.text import Report
>>> from depositary.reading.parser.english import analyse
>>> report = Report.compose("The minister said that the treaty would be signed in May.")
>>> analysis = analyse(report)
>>> from depositary.reading.statements.reporting_clauses import find_speech
>>> [report.text[s:e] for clause in find_speech(analysis) for s, e in find_contents(analysis, clause)]
['the treaty would be signed in May']
"""

from __future__ import annotations

from depositary.languages.speech import load_speech
from depositary.reading.statements.reporting_clauses import (
    FINITE,
    SUBJECTS,
    SpeechClause,
    hollow_objects,
    left_of,
    right_of,
    source_nouns,
    trim,
)
from depositary.reading.text import Analysis, Sentence, Token

BETWEEN = frozenset({"prep", "dobj", "dative", "npadvmod", "advmod", "advcl", "punct", "nsubj", "agent", "prt"})
LINKS = frozenset({"to", "of", "for", "in", "with", "against", "toward", "towards"})
SHORTEST = {"participle": 1, "object": 2, "naming": 1}
Range = tuple[int, int]


def find_contents(analysis: Analysis, clause: SpeechClause) -> list[Range]:
    """Return the ranges that the verb reports, best frame first; none where it reports nothing."""
    for frame, find in FRAMES.items():
        if frame in clause.frames:
            found = [trim(analysis.text, *r) for r in find(clause.sentence, clause.verb)]
            kept = [(s, e) for s, e in found if e - s >= 4 and not s <= clause.verb.start < e]
            least = SHORTEST.get(frame, 0)
            kept = [(s, e) for s, e in kept if analysis.text[s:e].count(" ") >= least]
            if clause.verb.lemma == "cite":
                kept = [(s, e) for s, e in kept if analysis.text[s].islower()]
            if kept:
                return kept
    return []


def find_complements(sentence: Sentence, verb: Token) -> list[Range]:
    """Return the complement clause after the verb, or the clauses before it ("..., he said")."""
    after = [c for c in sentence.children(verb) if c.dep == "ccomp" and right_of(sentence, c) > verb.end]
    after = after or carried_complements(sentence, verb)
    if after and left_of(sentence, after[0]) >= verb.start:
        return [(content_start(sentence, verb, after[0]), content_end(sentence, verb, after[0]))]
    verb = quoting(sentence, verb)
    before = next((c for c in sentence.children(verb) if c.dep in {"ccomp", "advcl"} and c.start < verb.start), None)
    if before is not None and verb.dep != "advcl" and fronted(sentence, verb, before):
        return around(sentence, verb, before)
    return [*around_parenthesis(sentence, verb)] if verb.dep == "parataxis" else []


def quoting(sentence: Sentence, verb: Token) -> Token:
    """Return the verb on which the words before "quoted X as saying" hang, or the verb itself."""
    link = sentence.tokens[verb.head]
    return sentence.tokens[link.head] if verb.dep == "pcomp" and link.lower == "as" else verb


def carried_complements(sentence: Sentence, verb: Token) -> list[Token]:
    """Return a clause with "that" which the parse hangs on a phrase between ("said in a statement that ...")."""
    if "object" in load_speech().get(verb.lemma, ()):
        return []
    phrases = [c for c in sentence.children(verb) if c.dep in {"prep", "dobj", "dative"} and c.start > verb.start]
    below = [t for phrase in phrases for t in sentence.subtree(phrase) if t.dep in {"acl", "relcl", "ccomp"}]
    return [t for t in below if any(c.lower == "that" and c.dep == "mark" for c in sentence.children(t))][:1]


def content_start(sentence: Sentence, verb: Token, head: Token) -> int:
    """Return where a complement begins, after "that"; right behind the verb where nothing stands between."""
    first = min(sentence.subtree(head), key=lambda t: t.start)
    gap = sentence.tokens[verb.index + 1 : first.index]
    direct = head.head == verb.index
    if direct and gap and not any(t.head == verb.index and t.dep in BETWEEN for t in gap):
        first = gap[0]
    return skip_that(first)


def skip_that(first: Token) -> int:
    """Return where words begin, the conjunction "that" left out."""
    return first.end if first.lower == "that" and first.dep == "mark" else first.start


def content_end(sentence: Sentence, verb: Token, head: Token) -> int:
    """Return where a complement ends: before a further clause of speech ("adding that ...")."""
    inside = [t for t in sentence.subtree(head) if t.start > verb.start]
    for token in inside:
        if token.index > head.index and resumed(sentence, token):
            return left_edge(sentence, token)
        if token.lower in {"while", "whereas"} and token.dep == "mark" and contrasted(sentence, token):
            return token.start
        if token.lemma in load_speech() and token.index > head.index and further_speech(sentence, token):
            return left_edge(sentence, token)
    return max(t.end for t in inside)


def contrasted(sentence: Sentence, mark: Token) -> bool:
    """Tell whether "while" opens somebody else's clause of speech ("..., while Moscow said ...")."""
    verb = sentence.tokens[mark.head]
    return verb.lemma in load_speech() and any(c.dep in SUBJECTS for c in sentence.children(verb))


def resumed(sentence: Sentence, token: Token) -> bool:
    """Tell whether a past verb behind a comma cannot go on a verb such as "did not ratify"."""
    head = sentence.tokens[token.head]
    marked = token.index > 1 and {"and", "but"} & {t.lower for t in sentence.tokens[token.index - 2 : token.index]}
    alone = not any(c.dep in SUBJECTS or c.dep in {"aux", "auxpass"} for c in sentence.children(token))
    return token.dep == "conj" and token.tag == "VBD" and head.tag == "VB" and bool(marked) and alone


def further_speech(sentence: Sentence, token: Token) -> bool:
    """Tell whether a verb inside a complement goes on with the speaker's words ("..., adding ...")."""
    before = sentence.tokens[token.index - 1] if token.index else token
    participle = token.tag == "VBG" and token.dep == "advcl" and before.text == ","
    joined = token.dep == "conj" and token.tag in FINITE
    return participle or (joined and (token.lemma == "add" or sentence.tokens[token.head].tag not in FINITE))


def left_edge(sentence: Sentence, token: Token) -> int:
    """Return where a further clause begins, its conjunction and comma included."""
    index = token.index
    while index > 0 and sentence.tokens[index - 1].lower in {",", "and", "also", "he", "she", "they"}:
        index -= 1
    return sentence.tokens[index].start


def fronted(sentence: Sentence, verb: Token, head: Token) -> bool:
    """Tell whether the words stand before the reporting verb, closed by a mark."""
    subject = next((c for c in sentence.children(verb) if c.dep in SUBJECTS), None)
    if subject is None:
        return False
    edge = min(left_of(sentence, subject), verb.start)
    last = [t for t in sentence.tokens if t.end <= edge][-1:]
    return head.dep == "ccomp" and bool(last) and last[0].text in {",", '"', "”", "?", "!", "’", "'", "—", "–"}


def around(sentence: Sentence, verb: Token, head: Token) -> list[Range]:
    """Return the words before a reporting clause that stands at the end."""
    subject = next(c for c in sentence.children(verb) if c.dep in SUBJECTS)
    edge = min(left_of(sentence, subject), verb.start)
    inside = [t for t in sentence.subtree(head) if t.end <= edge]
    return [(min(t.start for t in inside), max(t.end for t in inside))] if inside else []


def around_parenthesis(sentence: Sentence, verb: Token) -> list[Range]:
    """Return the longer side of a sentence with a reporting clause put in ("the treaty, he said, ...")."""
    subtree = sentence.subtree(verb)
    left, right = min(t.start for t in subtree), max(t.end for t in subtree)
    sides = [(sentence.start, left), (right, sentence.end)]
    return [max(sides, key=lambda side: side[1] - side[0])]


def find_infinitive(sentence: Sentence, verb: Token) -> list[Range]:
    """Return the infinitive that a verb like "pledge" or "urge" takes, "to" included."""
    for token in sentence.subtree(verb):
        if token.start > verb.end and token.tag == "VB" and token.dep in {"xcomp", "advcl", "ccomp"}:
            to = next((c for c in sentence.children(token) if c.lower == "to" and c.dep == "aux"), None)
            if to is not None and near(sentence, verb, token):
                return [(to.start, content_end(sentence, verb, token))]
    return []


def near(sentence: Sentence, verb: Token, token: Token) -> bool:
    """Tell whether a verb hangs on the reporting verb itself, on its object, or on "on X"."""
    path = [sentence.tokens[i] for i in sentence.path(token)[1:]]
    between = path[: next((n for n, t in enumerate(path) if t.index == verb.index), len(path))]
    objects = len(between) == 1 and between[0].dep in {"dobj", "dative", "nsubj"}
    upon = len(between) == 2 and between[1].lower in {"on", "upon"}
    return not between or objects or upon or (len(between) == 1 and between[0].lower in {"on", "upon"})


def find_object(sentence: Sentence, verb: Token) -> list[Range]:
    """Return the object of a verb like "stress" ("the importance of ...")."""
    found = next((c for c in sentence.children(verb) if c.dep == "dobj" and c.start > verb.start), None)
    if found is None or found.pos == "PRON" or found.lower in hollow_objects():
        return []
    return [(left_of(sentence, found), loose_end(sentence, verb, object_end(sentence, found)))]


def loose_end(sentence: Sentence, verb: Token, end: int) -> int:
    """Carry an object on over phrases that the parse hangs on the verb ("his support | in its fight")."""
    for child in sentence.children(verb):
        inside = sentence.subtree(child)
        named = any(t.dep == "pobj" and t.head == child.index and t.tag == "NNP" for t in inside)
        named = named or any(t.lower in source_nouns() for t in inside)
        if child.dep == "prep" and child.lower in LINKS and 0 < child.start - end <= 1 and not named:
            end = max(t.end for t in inside)
    return end


def object_end(sentence: Sentence, head: Token) -> int:
    """Return where an object ends, before a relative clause set off by a comma."""
    inside = sentence.subtree(head)
    further = next((t for t in inside if t.lemma in load_speech() and further_speech(sentence, t)), None)
    if further is not None:
        return left_edge(sentence, further)
    for clause in (t for t in inside if t.dep == "relcl"):
        first = min(t.index for t in sentence.subtree(clause))
        if first and sentence.tokens[first - 1].text == ",":
            inside = [t for t in inside if t.index < first - 1]
    return max(t.end for t in inside)


def find_prepositional(sentence: Sentence, verb: Token, words: frozenset[str], keep: bool) -> list[Range]:
    """Return what a preposition of the verb introduces, the preposition itself kept or not."""
    for child in sentence.children(verb):
        if child.dep in {"prep", "agent", "mark"} and child.lower in words and child.start > verb.start:
            inside = [t for t in sentence.subtree(child) if t.index > child.index]
            if inside:
                return [(child.start if keep else inside[0].start, max(t.end for t in inside))]
    return []


def find_for(sentence: Sentence, verb: Token) -> list[Range]:
    """Return "for ..." after "call" or "appeal", to the end of all that hangs on it."""
    following = [t for t in sentence.tokens[verb.index + 1 : verb.index + 3] if t.lower == "for"]
    if not following:
        return []
    start = following[0]
    later = [t for c in sentence.children(verb) if c.start >= start.start for t in sentence.subtree(c)]
    later = [t for t in later if t.start > start.start and not cut_off(sentence, start, t)]
    return [(start.start, max(t.end for t in later))] if later else []


def cut_off(sentence: Sentence, start: Token, token: Token) -> bool:
    """Tell whether a further verb or a clause of speech stands between a preposition and a token."""
    between = sentence.tokens[start.index + 1 : token.index + 1]
    return any((t.tag in FINITE and t.dep == "conj") or further_speech(sentence, t) for t in between)


def find_as(sentence: Sentence, verb: Token) -> list[Range]:
    """Return what something is described as."""
    return find_prepositional(sentence, verb, frozenset({"as"}), False)


def find_naming(sentence: Sentence, verb: Token) -> list[Range]:
    """Return what something is called ("called the pact a threat")."""
    named = next((c for c in sentence.children(verb) if c.dep == "oprd" and c.start > verb.end), None)
    return [(left_of(sentence, named), right_of(sentence, named))] if named is not None else []


def find_participle(sentence: Sentence, verb: Token) -> list[Range]:
    """Return what is denied ("denied breaking ...") or warned and accused of."""
    gerund = next((c for c in sentence.children(verb) if c.dep == "xcomp" and c.tag == "VBG"), None)
    if gerund is not None:
        return [(left_of(sentence, gerund), content_end(sentence, verb, gerund))]
    return find_prepositional(sentence, verb, frozenset({"of", "against"}), False)


def find_finite(sentence: Sentence, verb: Token) -> list[Range]:
    """Return a finite complement with a subject of its own ("agreed that ...")."""
    found = [c for c in sentence.children(verb) if c.dep == "ccomp" and c.start > verb.start]
    owned = [c for c in found if any(g.dep in SUBJECTS for g in sentence.children(c))]
    return [(content_start(sentence, verb, owned[0]), content_end(sentence, verb, owned[0]))] if owned else []


FRAMES = {
    "clause": find_complements,
    "agree": find_finite,
    "for": find_for,
    "infinitive": find_infinitive,
    "as": find_as,
    "naming": find_naming,
    "participle": find_participle,
    "object": find_object,
}
