"""The words that a report gives to its speakers: clauses of speech and quotations put together.

>>> share_of((0, 10), [(5, 20)])
0.5
"""

from __future__ import annotations

import bisect
import operator
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from depositary.languages.speech import load_speech
from depositary.model.reading import Agent
from depositary.model.vocabulary import Manner
from depositary.reading.mentions import Actors
from depositary.reading.statements.contents import Range, find_contents
from depositary.reading.statements.reporting_clauses import (
    SpeechClause,
    left_of,
    right_of,
    source_nouns,
    speech_of,
    trim,
)
from depositary.reading.statements.speakers import Speakers, phrase_range, strip_article
from depositary.reading.text import Analysis, Sentence, Token, end_dateline

CLOSING = re.compile(r"[\"”’»']?[,.!?]?[\"”’»']?\s*")
QUOTE_END = re.compile(r"[.,!?]?[\"”]")
MEDIA = frozenset({"agency", "newspaper", "television", "tv", "radio", "media", "daily", "magazine", "broadcaster"})
CITING = frozenset({"advcl", "prep", "acl", "conj", "xcomp"})
MOST = 0.55
GAP = 160
ALONE = 0.9
RECENT = 20


@dataclass(frozen=True, slots=True)
class Utterance:
    """Words given to a speaker: their range, who speaks, through whom, and where the report says so.

    ``cue`` is the code point of the reporting verb or of "according"; ``cover`` is where the
    clause that the speaker vouches for begins.
    """

    start: int
    end: int
    speaker: Agent
    manner: Manner
    cue: int
    cover: int
    reporters: tuple[Agent, ...] = ()


def share_of(whole: Range, parts: Sequence[Range]) -> float:
    """Return which share of a range the parts cover."""
    covered = sum(max(0, min(whole[1], e) - max(whole[0], s)) for s, e in parts)
    return covered / max(1, whole[1] - whole[0])


def find_utterances(analysis: Analysis, actors: Actors, authors: Sequence[Agent] = ()) -> tuple[Utterance, ...]:
    """Find all words that the report gives to somebody, in order; ``authors`` are the "I" and "we" of the text."""
    collector = Collector(analysis, Speakers(analysis, actors, authors))
    for sentence in analysis.sentences:
        if not sentence.headline:
            collector.read(sentence)
    return tuple(sorted(dict.fromkeys(collector.found), key=lambda u: (u.start, u.end)))


@dataclass(slots=True)
class Collector:
    """Reads sentence by sentence, so that each pronoun finds who spoke before."""

    analysis: Analysis
    speakers: Speakers
    found: list[Utterance] = field(default_factory=list)
    claimed: set[Range] = field(default_factory=set)

    def read(self, sentence: Sentence) -> None:
        """Read one sentence: its clauses of speech, its sources, its quotations left over."""
        clauses = list(speech_of(sentence)) if sentence.parsed else []
        for clause in clauses:
            self.read_clause(clause, clauses)
        for token in sentence.tokens:
            if token.lower == "according":
                self.read_source(sentence, token)
        for quotation in self.quotes(sentence.start, sentence.end):
            if sentence.start <= quotation[1] <= sentence.end + 1 and quotation not in self.claimed:
                self.read_lone_quotation(sentence, quotation)

    def read_clause(self, clause: SpeechClause, clauses: Sequence[SpeechClause]) -> None:
        """Read one clause of speech."""
        ranges = self.settle(clause, find_contents(self.analysis, clause))
        ranges = ranges or [(*q, Manner.QUOTED) for q in self.adjoining(clause, clauses)]
        if not ranges or clause.subject is None:
            return
        speaker = self.speakers.resolve(clause.sentence, clause.subject) or self.only_person(clause)
        if speaker is None:
            return
        reporters = tuple(self.reporters_of(clause))
        cited = self.cited_by(clause)
        if cited is not None:
            speaker, reporters = cited, (speaker, *reporters)
        for start, end, manner in ranges:
            self.add(Utterance(start, end, speaker, manner, clause.verb.start, cover_of(clause), reporters))

    def add(self, utterance: Utterance) -> None:
        """Keep an utterance and claim the quotations in it; a dateline is no part of it."""
        begin = end_dateline(self.analysis.text, utterance.start, utterance.end)
        utterance = replace(utterance, start=begin)
        words = self.words(utterance).rstrip(", ")
        end = utterance.start + len(words)
        opened = words.count('"') % 2 == 1 or words.count("“") > words.count("”")
        closing = QUOTE_END.match(self.analysis.text, end) if opened else None
        end = closing.end() if closing else end
        bare = replace(utterance, end=end)
        self.found.append(bare)
        inside = self.quotes(utterance.start, utterance.end)
        self.claimed.update(inside)

    def quotes(self, start: int, end: int) -> list[Range]:
        """Return the quotations that touch a range."""
        quotations = self.analysis.quotations
        first = bisect.bisect_right(quotations, start, key=operator.itemgetter(1))
        past = bisect.bisect_left(quotations, end, key=operator.itemgetter(0))
        return list(quotations[first:past])

    def words(self, utterance: Utterance) -> str:
        """Return the words of an utterance."""
        return self.analysis.text[utterance.start : utterance.end]

    def only_person(self, clause: SpeechClause) -> Agent | None:
        """Return the one person named before a verb whose subject the parse does not resolve."""
        subject = clause.subject
        if subject is None or subject.pos == "PRON" or subject.lower in source_nouns():
            return None
        before = self.speakers.actors.within(clause.sentence.start, clause.verb.start)
        people = [m for m in before if m.sort == "person" and m.start < subject.start]
        return people[0].agent if len(people) == 1 else None

    def settle(self, clause: SpeechClause, contents: Sequence[Range]) -> list[tuple[int, int, Manner]]:
        """Fit contents to the quotations that they hold: quoted, told, or mixed."""
        around = self.analysis.quotation_at(clause.verb.start)
        found: list[tuple[int, int, Manner]] = []
        for start, end in contents:
            inside = [q for q in self.quotes(start, end) if q != around]
            if inside and (share_of((start, end), inside) >= MOST or opens_with(self.analysis.text, start, inside)):
                found += [(*q, Manner.QUOTED) for q in inside]
            else:
                found.append((start, end, Manner.MIXED if inside or around else Manner.TOLD))
        return found

    def adjoining(self, clause: SpeechClause, clauses: Sequence[SpeechClause]) -> list[Range]:
        """Return the quotations beside a verb that has no other content ("called it ...", "said: ...")."""
        if not clause.frames & {"quote", "naming", "as"}:
            return []
        verbs = [c.verb.start for c in clauses]
        near = self.quotes(clause.sentence.start, clause.sentence.end)
        after = [q for q in near if self.follows(clause, q, verbs)]
        before = [q for q in near if self.precedes(clause, q)]
        return before + after if "quote" in clause.frames else after

    def follows(self, clause: SpeechClause, quotation: Range, verbs: Sequence[int]) -> bool:
        """Tell whether a quotation follows the verb in its sentence, no other reporting verb between.

        A verb that names ("called it ...") takes any; another one only what a mark or itself introduces.
        """
        verb, limit = clause.verb, clause.sentence.end
        between = any(verb.start < v < quotation[0] for v in verbs)
        gap = self.analysis.text[verb.end : quotation[0]].rstrip("\"“«‘' ")
        introduced = not gap or gap[-1] in ",:" or gap.endswith(" that") or bool(clause.frames & {"naming", "as"})
        reached = verb.end <= quotation[0] <= min(limit, verb.end + GAP)
        return reached and introduced and not between and quotation not in self.claimed

    def precedes(self, clause: SpeechClause, quotation: Range) -> bool:
        """Tell whether a quotation ends right before the reporting clause."""
        edge = min(clause.verb.start, cover_of(clause))
        closing = CLOSING.match(self.analysis.text, quotation[1])
        reach = closing.end() if closing else quotation[1]
        return clause.sentence.start <= quotation[1] <= edge <= reach + 3 and quotation not in self.claimed

    def reporters_of(self, clause: SpeechClause) -> Iterator[Agent]:
        """Yield who passes the words on: "via X", "by X as saying", "told X" where X is a medium."""
        sentence = clause.sentence
        heads = [clause.reporter] if clause.reporter else []
        for child in sentence.children(clause.verb):
            if child.dep == "prep" and child.lower == "via":
                heads += [c for c in sentence.children(child) if c.dep == "pobj"]
            if clause.verb.lemma == "tell" and child.dep in {"dobj", "dative"} and self.is_medium(sentence, child):
                heads.append(child)
        for head in heads:
            agent = self.name_reporter(sentence, head)
            if agent:
                yield agent

    def cited_by(self, clause: SpeechClause) -> Agent | None:
        """Return whom a medium names as its source ("Reuters reported, citing ...")."""
        sentence, subject = clause.sentence, clause.subject
        if subject is None or not self.is_medium(sentence, subject):
            return None
        citing = [c for c in sentence.children(clause.verb) if c.lemma in {"cite", "quote"} and c.dep in CITING]
        heads = [c for verb in citing for c in sentence.children(verb) if c.dep == "dobj"]
        return self.name_reporter(sentence, heads[0]) if heads else None

    def is_medium(self, sentence: Sentence, head: Token) -> bool:
        """Tell whether somebody speaks to a medium: a name that is no actor, or "state television"."""
        known = self.speakers.mention_of(sentence, head) is not None
        return head.lower in MEDIA or (head.tag == "NNP" and not known)

    def name_reporter(self, sentence: Sentence, head: Token) -> Agent | None:
        """Return who passes words on, by mention or by the words themselves."""
        found = self.speakers.look_up(sentence, head)
        owner = next((c for c in sentence.children(head) if c.dep == "poss"), None)
        if found is None and owner is not None:
            return self.name_reporter(sentence, owner)
        start, end = phrase_range(sentence, head)
        name = strip_article(self.analysis.text[start:end]).removesuffix("'s").removesuffix("’s")
        return found[0] if found else Agent(name=name)

    def read_source(self, sentence: Sentence, according: Token) -> None:
        """Read "according to X" and the words that X vouches for."""
        to = next((c for c in sentence.children(according) if c.lower == "to"), None)
        head = next((c for c in sentence.children(to) if c.dep == "pobj"), None) if to else None
        speaker = self.speakers.resolve(sentence, head) if head else None
        if speaker is None or head is None:
            return
        content = self.sourced_range(sentence, according)
        if content[1] - content[0] < 8:
            return
        for start, end, manner in self.settle_source(content):
            self.add(Utterance(start, end, speaker, manner, according.start, min(start, according.start)))

    def settle_source(self, content: Range) -> list[tuple[int, int, Manner]]:
        """Fit what a source vouches for to the quotations in it."""
        inside = self.quotes(*content)
        if inside and share_of(content, inside) >= MOST:
            return [(*q, Manner.QUOTED) for q in inside if q not in self.claimed]
        return [(*content, Manner.MIXED if inside else Manner.TOLD)]

    def sourced_range(self, sentence: Sentence, according: Token) -> Range:
        """Return the longer side of the sentence beside "according to X"."""
        right = right_of(sentence, according)
        left, following = (sentence.start, according.start), (right, sentence.end)
        sides = [trim(self.analysis.text, *side) for side in (left, following)]
        return max(sides, key=lambda side: side[1] - side[0])

    def read_lone_quotation(self, sentence: Sentence, quotation: Range) -> None:
        """Give a quotation left over to the speaker named behind it, or to whoever spoke last."""
        if quotation[1] - quotation[0] < 20:
            return
        named = self.named_behind(sentence, quotation)
        if named is not None:
            self.add(Utterance(*quotation, named[1], Manner.QUOTED, named[0], quotation[0]))
        elif share_of((self.analysis.sentence_at(quotation[0]).start, sentence.end), [quotation]) > ALONE:
            self.carry_on(quotation)

    def named_behind(self, sentence: Sentence, quotation: Range) -> tuple[int, Agent] | None:
        """Return verb and speaker of "..., said X" or "..., X said", where the parse does not show them."""
        behind = [t for t in sentence.tokens if quotation[1] <= t.start]
        verb = next((t for t in behind if "quote" in load_speech().get(t.lemma, ())), None)
        if verb is None or verb.start - quotation[1] > GAP:
            return None
        first = verb.index == behind[0].index or all(t.pos == "PUNCT" for t in behind if t.start < verb.start)
        near = [m for m in self.speakers.actors.in_sentence(sentence.index) if m.start >= quotation[1]]
        side = [m for m in near if (m.start > verb.start) == first and m.sort != "demonym"]
        side = [m for m in side if abs(m.start - verb.start) < GAP / 2 and (first or m.start - quotation[1] < 6)]
        people = [m for m in side if m.sort == "person"] or side
        return (verb.start, people[0].agent) if people else None

    def carry_on(self, quotation: Range) -> None:
        """Give a quotation that stands alone to whoever spoke last, up to a paragraph before."""
        earlier = [u for u in self.found[-RECENT:] if u.cue < quotation[0]]
        if not earlier:
            return
        last = max(earlier, key=lambda u: (u.cue, u.end))
        between = self.analysis.text[max(last.end, last.cue) : quotation[0]]
        if between.count("\n\n") <= 1 and len(between) < 2 * GAP:
            self.add(Utterance(*quotation, last.speaker, Manner.QUOTED, quotation[0], quotation[0], last.reporters))


def opens_with(text: str, start: int, quotations: Sequence[Range]) -> bool:
    """Tell whether words open with a quotation of several words ("said, ...")."""
    return any(q[0] <= start <= q[0] + 1 and text[q[0] : q[1]].count(" ") >= 3 for q in quotations)


def cover_of(clause: SpeechClause) -> int:
    """Return where a reporting clause begins: its own subject, or the verb that shares another's."""
    sentence, verb, subject = clause.sentence, clause.verb, clause.subject
    if subject is None or subject.head != verb.index:
        return verb.start
    return min(left_of(sentence, subject), verb.start)


def is_source_noun(word: str) -> bool:
    """Tell whether a noun carries somebody's words ("statement")."""
    return word.lower() in source_nouns()
