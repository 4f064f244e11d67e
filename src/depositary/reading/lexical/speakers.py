"""Speakers: who says what a verb of speech gives, named, called by a pronoun or a noun, or left to be understood."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from depositary.model.reading import Agent
from depositary.reading.lexical.actors import Actor, Cast
from depositary.reading.lexical.lexicon import Lexicon
from depositary.reading.lexical.patterns import GAP, Hit
from depositary.reading.lexical.words import Sentence, Words

FAR = 7
FAR_SOURCE = 4
LONGEST_NOUN = 7
LONGEST_PLAIN = 4
BARE = ("state", "organisation", "group", "capital")
SPEAKING = ("person", "organ", "state", "organisation", "group", "capital", "collective")


@dataclass(frozen=True, slots=True)
class Hearing:
    """What statements are found by: words, actors, what stands in quotation marks, and who spoke last."""

    words: Words
    lexicon: Lexicon
    cast: Cast
    quotes: list[tuple[int, int]]
    last: list[Actor]


def join_verb(words: Words, lexicon: Lexicon, hit: Hit[str], sentence: Sentence) -> Hit[str]:
    """Return words such as "as" or "according to" with the verb of speech behind them ("as the minister told")."""
    verb = lexicon.speech.match(words, hit.last, sentence.last) if hit.last < sentence.last else None
    return Hit(hit.first, verb.last, hit.value) if verb else hit


def find_verbs(words: Words, lexicon: Lexicon, sentence: Sentence) -> list[Hit[str]]:
    """Return the verbs of speech of a sentence, without those that only look so."""
    masks = {i for hit in lexicon.silent.find(words, sentence.first, sentence.last) for i in range(hit.first, hit.last)}
    found = [v for v in lexicon.speech.find(words, sentence.first, sentence.last) if v.first not in masks]
    return [close(v) for v in found]


def close(verb: Hit[str]) -> Hit[str]:
    """Return a verb of speech in two parts as its first part, so that what stands between is not taken for the verb."""
    return Hit(verb.first, verb.first + 1, verb.value) if GAP in verb.value.split() else verb


def name_speaker(
    hearing: Hearing, verb: Hit[str], sentence: Sentence, told: list[Actor], back: bool = False
) -> Actor | None:
    """Return who speaks: whom the sentence names, or the last speaker, where it has a pronoun or nobody.

    ``told``: who spoke before in the sentence. ``back``: the verb gives the sentence before to its speaker.
    """
    words, lexicon = hearing.words, hearing.lexicon
    pronoun = any(
        lexicon.plays("pronouns", words.forms[i]) and (i == sentence.first or not words.capital(i))
        for i in list_beside(words, lexicon, verb, sentence)
    )
    joined = verb.first > sentence.first and lexicon.plays("and", words.forms[verb.first - 1])
    if lexicon.plays("participles", words.forms[verb.first]):  # its subject is that of the main clause
        own = told[-1] if told else find_subject(hearing, verb, sentence)
    elif joined and told and not pronoun:  # "they thanked him and asked for help"
        own = told[-1]
    else:
        silent = pronoun or stands_alone(words, lexicon, verb, sentence)
        own = None if silent else find_speaker(words, lexicon, hearing.cast, verb, sentence)
        own = own or (guess_behind(hearing, verb, sentence) if back and not pronoun else None)
    own = first_of_row(words, lexicon, hearing.cast, own) if own else None
    dropped = lexicon.plays("drops", ("yes",)) and own is None
    speaker = hearing.last[-1] if hearing.last and (pronoun or dropped) else own
    if speaker and (speaker.sort == "person" or not hearing.last):
        hearing.last.append(speaker)
    return speaker


def stands_alone(words: Words, lexicon: Lexicon, verb: Hit[str], sentence: Sentence) -> bool:
    """Tell whether a verb stands between commas without a subject, where the language lets one be dropped."""
    if not lexicon.plays("drops", ("yes",)) or verb.first == sentence.first:
        return False
    return words.broken[verb.first - 1] and words.broken[verb.last - 1]


def list_beside(words: Words, lexicon: Lexicon, verb: Hit[str], sentence: Sentence) -> Iterator[int]:
    """Yield the words beside a verb that can be its subject; none of the clause that it brings in."""
    yield from range(max(sentence.first, verb.first - 2), verb.last)
    for word in range(verb.last, min(sentence.last, verb.first + 3)):
        if words.broken[word - 1] or lexicon.plays("that", words.forms[word]):
            break
        yield word


def find_subject(hearing: Hearing, verb: Hit[str], sentence: Sentence) -> Actor | None:
    """Return the first actor of a sentence who can have said what a participle of speech gives to him."""
    actors = [a for a in hearing.cast.within(sentence.first, verb.first) if a.sort in SPEAKING and not a.place]
    free = [a for a in actors if not governed(hearing.words, hearing.lexicon, a.first)]
    return next((a for a in free if a.sort == "person"), free[0] if free else None)


def guess_behind(hearing: Hearing, verb: Hit[str], sentence: Sentence) -> Actor | None:
    """Return the person behind a verb that gives the sentence before to its speaker."""
    taken = {i for a in hearing.cast.actors for i in range(a.first, a.last)}
    return guess_name(hearing.words, hearing.lexicon, verb.last, sentence, taken)


def first_of_row(words: Words, lexicon: Lexicon, cast: Cast, actor: Actor) -> Actor:
    """Return the first of several who speak together, with the words of all."""
    first = actor
    for other in reversed(cast.actors):
        gap = range(other.last, first.first)
        if other.sort not in SPEAKING or other.place or not gap:
            continue
        small = all(lexicon.plays("and", words.forms[i]) or lexicon.plays("article", words.forms[i]) for i in gap)
        joined = small and any(lexicon.plays("and", words.forms[i]) for i in gap)
        if joined and not any(words.broken[i] for i in range(other.last - 1, first.first)):
            first = replace(other, last=actor.last)
    return first


def governed(words: Words, lexicon: Lexicon, first: int) -> bool:
    """Tell whether a preposition stands before a name, or before its article, so that it is no subject."""
    before = first - 1
    if before > 0 and lexicon.plays("article", words.forms[before]) and not words.broken[before - 1]:
        if lexicon.plays("prepositions", words.forms[before]):
            return True
        before -= 1
    return before >= 0 and not words.broken[before] and lexicon.plays("prepositions", words.forms[before])


def speaker_behind(words: Words, lexicon: Lexicon, cast: Cast, hit: Hit[str], sentence: Sentence) -> Actor | None:
    """Return the source that "according to" names; a text is none."""
    if any(h.first < hit.last + FAR_SOURCE for h in lexicon.instruments.find(words, hit.last, sentence.last)):
        return None
    for actor in cast.actors:
        near = hit.last <= actor.first <= hit.last + FAR_SOURCE and actor.last <= sentence.last
        if near and actor.sort in SPEAKING and not actor.place:
            return actor
    return guess_name(words, lexicon, hit.last, sentence, {i for a in cast.actors for i in range(a.first, a.last)})


def find_speaker(words: Words, lexicon: Lexicon, cast: Cast, verb: Hit[str], sentence: Sentence) -> Actor | None:
    """Return who speaks: the actor right behind the verb, or the nearest before it."""
    actors = [a for a in cast.within(sentence.first, sentence.last) if a.sort in SPEAKING and not a.place]
    actors = [a for a in actors if a.sort not in BARE or not governed(words, lexicon, a.first)]
    behind = [a for a in actors if verb.last <= a.first <= verb.last + 3 and not crosses(words, verb.last - 1, a.first)]
    behind = [a for a in behind if not any(lexicon.plays("that", words.forms[i]) for i in range(verb.last, a.first))]
    before = [a for a in actors if a.last <= verb.first and verb.first - a.last <= (FAR if words.spaced else 12)]
    subject = before[-1] if before else None
    if not behind and subject and starts_clause(words, verb, sentence) and verb.first - sentence.first > 1:
        noun = guess_noun(words, lexicon, verb, sentence)  # "X has agreed, said the mediator"
        if noun and noun.first >= verb.last:
            return noun
    if behind and (subject is None or starts_clause(words, verb, sentence)):
        return behind[0]
    if subject and not crosses_hard(words, subject.last - 1, verb.first):
        return subject
    noun = guess_noun(words, lexicon, verb, sentence)
    if starts_clause(words, verb, sentence):
        taken = {i for a in cast.actors for i in range(a.first, a.last)}
        return noun or guess_name(words, lexicon, verb.last, sentence, taken)
    return noun or guess_before(words, lexicon, verb, sentence)


def guess_noun(words: Words, lexicon: Lexicon, verb: Hit[str], sentence: Sentence) -> Actor | None:
    """Return speakers who are named by a noun alone ("the ministers said"): an article and what is behind it.

    The name of a person behind their comma is the speaker's ("said the mediator, Ada Kone").
    """
    if not lexicon.script.cased:
        return guess_plain(words, lexicon, verb, sentence)
    first = verb.first
    while first > sentence.first and verb.first - first < LONGEST_NOUN and not words.broken[first - 1]:
        if lexicon.plays("stops", words.forms[first - 1]) or lexicon.plays("that", words.forms[first - 1]):
            break
        first -= 1
    if first < verb.first:
        return take_noun(words, lexicon, first, verb.first)
    if verb.last >= sentence.last or words.broken[verb.last - 1]:
        return None
    last = end_noun(words, lexicon, verb.last, sentence)
    noun = take_noun(words, lexicon, verb.last, last)
    if noun and "," in words.between(last - 1) and last + 1 < sentence.last and words.capital(last + 1):
        named = guess_name(words, lexicon, last, sentence, set())
        if named and named.first == last and named.last - last > 1:
            return named
    return noun


def guess_plain(words: Words, lexicon: Lexicon, verb: Hit[str], sentence: Sentence) -> Actor | None:
    """Return who speaks in a script without capitals: all between the verb and the edge of its clause, if it is short.

    The word for "that" must follow ("members of parliament said that"; "said diplomatic sources that").
    """
    if not lexicon.script.spaced:
        return None
    rest = range(verb.last, min(verb.last + LONGEST_PLAIN + 1, sentence.last))
    that = next((i for i in rest if lexicon.plays("that", words.forms[i])), None)
    if that is None or any(words.broken[i] for i in range(verb.last - 1, that)):
        return None
    first, last = verb.last, that
    if first == last:
        first, last = verb.first, verb.first
        while first > sentence.first and last - first <= LONGEST_PLAIN and not words.broken[first - 1]:
            first -= 1
    roles = ("stops", "that", "pronouns", "prepositions")
    inner = [words.forms[i] for i in range(first, last) if not lexicon.plays("this", words.forms[i])]
    small = not inner or any(lexicon.plays(role, forms) for role in roles for forms in inner)
    if small or not 0 < last - first <= LONGEST_PLAIN or words.forms[first][0].isdigit():
        return None
    return Actor(first, last, "people", (), Agent(name=words.text[words.starts[first] : words.ends[last - 1]]))


def end_noun(words: Words, lexicon: Lexicon, first: int, sentence: Sentence) -> int:
    """Return where the noun ends that begins behind a verb."""
    last, named = first, False
    while last < sentence.last and last - first < LONGEST_NOUN and (last == first or not words.broken[last - 1]):
        forms = words.forms[last]
        of = lexicon.plays("of", forms)
        if lexicon.plays("stops", forms) or lexicon.plays("that", forms):
            break
        if not of and last > first and (named or lexicon.plays("prepositions", forms)):
            break
        named = lexicon.script.nouns and not of and words.capital(last)
        last += 1
    return last


def take_noun(words: Words, lexicon: Lexicon, first: int, last: int) -> Actor | None:
    """Return the speakers whom an article and the words behind it name, ``None`` if they are no plain noun."""
    if last - first < 2 or not lexicon.plays("article", words.forms[first]):
        return None
    inner = words.forms[first + 1 : last]
    loose = any(f[0].isdigit() or (lexicon.plays("prepositions", f) and not lexicon.plays("of", f)) for f in inner)
    if loose or lexicon.plays("prepositions", words.forms[first]):
        return None
    if lexicon.script.nouns and not words.capital(last - 1):
        return None
    name = words.text[words.starts[first + 1] : words.ends[last - 1]]
    return Actor(first, last, "people", (), Agent(name=name))


def crosses(words: Words, word: int, other: int) -> bool:
    """Tell whether punctuation stands between two words."""
    return any(set(words.between(i)) & set(",;:،；，：—–") for i in range(word, other))


def crosses_hard(words: Words, word: int, other: int) -> bool:
    """Tell whether a strong break stands between two words."""
    return any(set(words.between(i)) & set(";:；：\n") for i in range(word, other))


def starts_clause(words: Words, verb: Hit[str], sentence: Sentence) -> bool:
    """Tell whether a verb begins its clause, as where its subject stands behind it."""
    gap = words.between(verb.first - 1) if verb.first > sentence.first else "\n"
    return bool(set(gap) & set(',—–-»”"،،\n:')) or verb.first - sentence.first < 2


def guess_name(words: Words, lexicon: Lexicon, at: int, sentence: Sentence, taken: set[int]) -> Actor | None:
    """Return a person without a known office: words with capitals that begin at a word."""
    if not lexicon.script.cased:
        return None
    first, least = at, 2 if lexicon.script.nouns else 1
    while first < min(sentence.last - 1, at + 4) and (not words.capital(first) or first in taken):
        first += 1
    last = first
    while last < sentence.last and last - first < 4 and words.capital(last) and last not in taken:
        last += 1
        if set(words.between(last - 1)) & set(',.;:—–«»"'):
            break
    if last - first < least:
        return None
    name = words.text[words.starts[first] : words.ends[last - 1]]
    return Actor(first, last, "person", (), Agent(name=name)) if len(name) > 2 else None


def guess_before(words: Words, lexicon: Lexicon, verb: Hit[str], sentence: Sentence) -> Actor | None:
    """Return a person without a known office who stands right before a verb."""
    last = verb.first
    while last > sentence.first and last > verb.first - 3 and not stands_out(words, lexicon, last - 1, sentence):
        last -= 1
    first = last
    while first > sentence.first and last - first < 4 and stands_out(words, lexicon, first - 1, sentence):
        first -= 1
    if last - first < (2 if lexicon.script.nouns else 1) or crosses(words, last - 1, verb.first):
        return None
    name = words.text[words.starts[first] : words.ends[last - 1]]
    person = Actor(first, last, "person", (), Agent(name=name)) if len(name) > 3 else None
    joined = person and first - 1 > sentence.first and lexicon.plays("and", words.forms[first - 1])
    start = first - 1  # "Ada Kone and Ibra Sow said": the first of them speaks
    while joined and start > sentence.first and words.capital(start - 1) and not words.broken[start - 1]:
        start -= 1
    if person and start < first - 2:
        return replace(person, first=start, agent=Agent(name=words.text[words.starts[start] : words.ends[first - 2]]))
    return person


def stands_out(words: Words, lexicon: Lexicon, word: int, sentence: Sentence) -> bool:
    """Tell whether a word has a capital that does not come from the beginning of the sentence alone."""
    return lexicon.script.cased and words.capital(word) and not lexicon.plays("stops", words.forms[word])
