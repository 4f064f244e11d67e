"""Statements: words that a report gives to a speaker, quoted or told, and whom it has its steps from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from depositary.model.reading import Agent, Statement
from depositary.model.text import Report
from depositary.model.vocabulary import Manner
from depositary.reading.lexical.actors import Actor, Cast
from depositary.reading.lexical.lexicon import Lexicon
from depositary.reading.lexical.patterns import Hit
from depositary.reading.lexical.speakers import (
    Hearing,
    find_speaker,
    find_verbs,
    governed,
    join_verb,
    name_speaker,
    speaker_behind,
    starts_clause,
)
from depositary.reading.lexical.words import Sentence, Words

QUOTES = re.compile(
    r"»([^«»\n]{12,})«|«([^«»\n]+)»?|„([^„“”\n]+)[“”\"]?|“([^“”\n]+)”?|「([^「」\n]+)」?|\"([^\"\n]+)\""
)
SHORTEST = 12
SHORTEST_SIGNS = 6
MOST = 12
NEAR_QUOTE = 60
FAR_THAT = 12
FAR_COMMA = 6
FAR_BACK = 4
MOST_LEADING = 2
STROKES = ' \t\u00a0\u202f,:;—–-،；：，。.»”"「'


@dataclass(frozen=True, slots=True)
class Told:
    """Words given to a speaker: their range in code points, the speaker and the speaker's words, and the manner."""

    start: int
    end: int
    speaker: Agent
    first: int
    last: int
    manner: Manner


@dataclass(slots=True)
class Sources:
    """Whom a report has what it tells from."""

    told: list[Told] = field(default_factory=list)
    words: Words | None = None
    speakers: set[int] = field(default_factory=set)

    def chain_at(self, word: int) -> tuple[Agent, ...]:
        """Return the source of what is told at a word."""
        at = self.words.starts[word] if self.words else 0
        covering = [one for one in self.told if one.start <= at < one.end]
        best = min(covering, key=lambda one: one.end - one.start, default=None)
        return (best.speaker,) if best else ()

    def range_at(self, word: int) -> tuple[int, int]:
        """Return the range of the words that a word is told in, an empty one for none."""
        at = self.words.starts[word] if self.words else 0
        covering = [(one.start, one.end) for one in self.told if one.start <= at < one.end]
        return min(covering, key=lambda one: one[1] - one[0], default=(0, 0))

    def speaks(self, word: int) -> bool:
        """Tell whether a word is a speaker's."""
        return word in self.speakers


@dataclass(frozen=True, slots=True)
class Speech:
    """A verb of speech, its speaker, and the code point up to which it can give words to the speaker."""

    verb: Hit[str]
    speaker: Actor
    limit: int


def find_sources(report: Report, words: Words, lexicon: Lexicon, cast: Cast, blocked: int) -> Sources:
    """Return all words that a report gives to speakers. ``blocked`` is the first word behind the dateline."""
    found = Sources(words=words)
    quotes = [(m.start() + 1, m.end() - (0 if m.group()[-1].isalnum() else 1)) for m in QUOTES.finditer(report.text)]
    hearing = Hearing(words, lexicon, cast, quotes, [])
    for sentence in words.sentences:
        known = len(hearing.last)
        own = list(read_sentence(hearing, sentence))
        for told in own or go_on(hearing, sentence, found.told):
            start = words.starts[blocked] if sentence.first < blocked < sentence.last else told.start
            if start < told.end:  # else all of it is the dateline
                found.told.append(replace(told, start=max(start, told.start)))
            if told.first >= sentence.first:
                found.speakers.update(range(told.first, told.last))
        if len(hearing.last) == known and not sentence.headline:
            hearing.last.extend(list_heard(hearing, sentence))
    return found


def go_on(hearing: Hearing, sentence: Sentence, before: list[Told]) -> list[Told]:
    """Return what a sentence without a verb of speech goes on to tell for who spoke in the sentence before.

    The mood of reported speech shows it, in languages that have one ("Der Vertrag sei tot. Man habe es versucht.").
    """
    words, lexicon = hearing.words, hearing.lexicon
    near = before[-1] if before else None
    last = words.sentence_of(sentence.first) - 1
    if near is None or sentence.headline or last < 0 or near.end <= words.sentences[last].start:
        return []
    if any(sentence.start <= a < sentence.end for a, _ in hearing.quotes):
        return []
    forms = words.forms[sentence.first : sentence.last]
    if not any(lexicon.plays("reported", form) for form in forms) or any(lexicon.plays("first", f) for f in forms):
        return []
    begin, end = trim(words.text, sentence.start, sentence.end)
    return [replace(near, start=begin, end=end, first=-1, last=-1, manner=Manner.TOLD)]


def list_heard(hearing: Hearing, sentence: Sentence) -> Iterator[Actor]:
    """Yield the person whom a sentence is about in which nobody speaks, so that the next one can call him "he"."""
    persons = [a for a in hearing.cast.within(sentence.first, sentence.last) if a.sort == "person"]
    named = [a for a in persons if a.agent.name != a.agent.office]
    yield from (a for a in named[:1] if not governed(hearing.words, hearing.lexicon, a.first))


def read_sentence(hearing: Hearing, sentence: Sentence) -> Iterator[Told]:
    """Yield what one sentence gives to speakers."""
    words, lexicon, cast = hearing.words, hearing.lexicon, hearing.cast
    inside = [q for q in hearing.quotes if sentence.start <= q[0] < sentence.end]
    verbs = find_verbs(words, lexicon, sentence)
    verbs = [v for v in verbs if not any(a <= words.starts[v.first] < b for a, b in inside if b - a > 40)]
    for hit in lexicon.according.find(words, sentence.first, sentence.last):
        whole = join_verb(words, lexicon, hit, sentence)
        speaker = speaker_behind(words, lexicon, cast, whole, sentence)
        if speaker:
            yield from tell_according(hearing, sentence, whole, speaker)
            return
    back = lexicon.backward.match(words, sentence.first, sentence.last)
    found: list[tuple[Hit[str], Actor | None]] = []
    for verb in verbs:
        told = [speaker for _, speaker in found if speaker]
        found.append((verb, name_speaker(hearing, verb, sentence, told[-1:], back=bool(back and not found))))
    for number, (verb, speaker) in enumerate(found):
        if speaker is None:
            continue
        if back and number == 0 and sentence.first and reaches(words, back, verb):
            before = words.sentences[words.sentence_of(sentence.first) - 1]
            begin, end = trim(words.text, before.start, before.end)
            yield Told(begin, end, speaker.agent, speaker.first, speaker.last, Manner.TOLD)
            return
        later = found[number + 1] if number + 1 < len(found) else None
        limit = words.starts[later[0].first] if later and later[1] else sentence.end
        yield from tell(hearing, Speech(verb, speaker, limit), sentence, inside)


def reaches(words: Words, back: Hit[str], verb: Hit[str]) -> bool:
    """Tell whether words such as "this" are what a verb of speech says, rather than the article of a longer clause."""
    gap = range(back.last - 1, verb.first)
    return len(gap) <= FAR_BACK and not any(words.broken[i] for i in gap)


def tell(hearing: Hearing, speech: Speech, sentence: Sentence, quotes: list[tuple[int, int]]) -> Iterator[Told]:
    """Yield the words that a verb gives to its speaker: those in quotation marks, behind it, or before it."""
    words, lexicon, (verb, speaker) = hearing.words, hearing.lexicon, (speech.verb, speech.speaker)
    shortest = SHORTEST if words.spaced else SHORTEST_SIGNS
    at = max(verb.last, speaker.last if speaker.first >= verb.last else verb.last)
    behind = words.starts[at] if at < sentence.last else sentence.end
    rest = range(at, min(at + FAR_THAT, sentence.last))
    open_ended = any(lexicon.plays("that", words.forms[i]) or ":" in words.between(i - 1) for i in rest)
    follows = speaker.first >= verb.last and not open_ended
    ending = verb.last >= sentence.last and speaker.first < verb.first  # "they agreed, the minister said"
    inverted = (starts_clause(words, verb, sentence) or follows or ending) and verb.first > sentence.first
    inverted = inverted and not lexicon.plays("participles", words.forms[verb.first])
    foremost = min(verb.first, speaker.first) if speaker.first >= sentence.first else verb.first
    before_end = words.ends[foremost - 1] if foremost > sentence.first else 0
    whole = [q for q in quotes if q[1] - q[0] >= shortest and is_whole(words.text, q, sentence)]
    if whole and not inverted and led_in(words, lexicon, range(at, sentence.last), whole[0]):
        whole = []  # the clause that it stands in is what was said
    if whole and (inverted or (whole[0][0] - words.ends[verb.last - 1]) < NEAR_QUOTE):
        begin, end = trim(words.text, *whole[0])
        yield Told(begin, end, speaker.agent, speaker.first, speaker.last, Manner.QUOTED)
        return
    if inverted and before_end - sentence.start >= shortest * 2:
        begin, end = trim(words.text, sentence.start, before_end)
    else:
        begin, end = trim(words.text, skip_that(words, lexicon, at, sentence, behind), speech.limit)
        if lexicon.plays("runs-on", ("yes",)):
            end = run_on(hearing, sentence, end)
    if end - begin >= shortest:
        manner = Manner.MIXED if any(begin <= q[0] < end for q in quotes) else Manner.TOLD
        yield Told(begin, end, speaker.agent, speaker.first, speaker.last, manner)


def is_whole(text: str, quote: tuple[int, int], sentence: Sentence) -> bool:
    """Tell whether a quotation is all that is said: it stands at the edge of the sentence, or behind a colon."""
    before = text[sentence.start : quote[0] - 1].rstrip()
    return not before.strip(STROKES) or before.endswith((":", "：", ",", "，")) or quote[1] - quote[0] > NEAR_QUOTE


def led_in(words: Words, lexicon: Lexicon, rest: range, quote: tuple[int, int]) -> bool:
    """Tell whether a quotation stands inside a clause that a word for "that" brings in, with words of its own."""
    that = next((i for i in rest if lexicon.plays("that", words.forms[i])), None)
    inside = [i for i in rest if that is not None and i > that and words.starts[i] < quote[0]]
    return len(inside) > MOST_LEADING and not any(":" in words.between(i) for i in inside)


def skip_that(words: Words, lexicon: Lexicon, at: int, sentence: Sentence, behind: int) -> int:
    """Return where the words that are told begin: behind the word for "that", where there is one."""
    far = at > sentence.first and "," in words.between(at - 1)  # "he said, at the opening of the talks, that"
    for word in range(at, min(at + (3 if far else 1) * FAR_THAT, sentence.last)):
        if lexicon.plays("that", words.forms[word]):
            return words.starts[word + 1] if word + 1 < sentence.last else behind
        if ":" in words.between(word - 1) or "：" in words.between(word - 1):
            return words.starts[word]
    if lexicon.script.verb_last:  # "he announced on Monday, to leave the treaty"
        comma = next((i for i in range(at, min(at + FAR_COMMA, sentence.last)) if "," in words.between(i - 1)), None)
        bare = comma and (comma == at + 1 or lexicon.plays("prepositions", words.forms[at]))
        return words.starts[comma] if comma and comma > at and bare else behind
    return behind


def run_on(hearing: Hearing, sentence: Sentence, end: int) -> int:
    """Return where told words end that go on over the following sentences of the line, until somebody else speaks."""
    words = hearing.words
    for later in words.sentences:
        if later.start < sentence.end:
            continue
        verbs = find_verbs(words, hearing.lexicon, later)
        if any(find_speaker(words, hearing.lexicon, hearing.cast, verb, later) for verb in verbs):
            break
        if "\n" in words.text[end : later.start + 1].strip(" "):
            break
        end = later.end
    return trim(words.text, sentence.start, end)[1]


def tell_according(hearing: Hearing, sentence: Sentence, hit: Hit[str], speaker: Actor) -> Iterator[Told]:
    """Yield the words that "according to" gives to a source: those behind its comma, or those before it."""
    words = hearing.words
    behind = next((i for i in range(speaker.last, sentence.last) if set(words.between(i - 1)) & set(",،，:：")), None)
    if hit.first - sentence.first > 5:
        begin, end = trim(words.text, sentence.start, words.ends[hit.first - 1])
    else:
        begin, end = trim(words.text, words.starts[behind or min(speaker.last, sentence.last - 1)], sentence.end)
    if end - begin >= (SHORTEST if words.spaced else SHORTEST_SIGNS):
        yield Told(begin, end, speaker.agent, speaker.first, speaker.last, Manner.TOLD)


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a range without spaces, strokes and closing marks at its edges."""
    while start < end and text[start] in STROKES + "«“„\n":
        start += 1
    while end > start and text[end - 1] in STROKES + "\n」":
        end -= 1
    return start, end


def make_statements(
    report: Report, sources: Sources, groups: list[tuple[str, list[tuple[int, int]]]]
) -> list[Statement]:
    """Return the statements of a report, those about an agreement first if there are many."""
    found, seen = [], set()
    for told in sources.told:
        if (told.start, told.end) in seen:
            continue
        seen.add((told.start, told.end))
        about = next(
            (ref for ref, spans in groups if any(told.start <= a and b <= told.end for a, b in spans)), None
        )  # fmt: skip
        span = report.span(told.start, told.end)
        found.append(Statement(speaker=told.speaker, manner=told.manner, span=span, about=about))
    if len(found) > MOST:
        near = [s for s in found if s.about]
        rest = [s for s in found if not s.about][: max(0, MOST - len(near))]
        found = sorted((*near[:MOST], *rest), key=lambda s: s.span.start)
    return found
