"""The sides of an agreement in the words around one mention: named with it, or taking a step on it.

>>> STEP.search("Chad and Sudan have signed").group()
'signed'
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from depositary.languages import load_table, load_toml
from depositary.model.vocabulary import Kind
from depositary.reading.agreements.phrases import WORDS, Phrase
from depositary.reading.mentions import ActorMention, Actors
from depositary.reading.syntax.labels import FINITE
from depositary.reading.text import Analysis, Sentence, Word, any_of

BETWEEN = frozenset(WORDS["sides"])
AUTHORS = frozenset((*WORDS["sides"], "of", "from", "by"))
SUBJECT = frozenset(WORDS["subject"])
CUES = load_toml("en", "agreement_steps")
STEP = any_of(CUES["steps"])
OPENING = re.compile(rf"\b(?:{'|'.join(CUES['openings'])})\b|[;:]", re.IGNORECASE)
BINDING = any_of(CUES["binding"])
STANCE = any_of(CUES["stances"])
PROPOSED = re.compile(r"\b(?:proposed|offered|declared|announced|ordered|called) (?:\w+ )?by\b", re.IGNORECASE)
BROKER = re.compile(rf"[- ](?:{'|'.join(CUES['brokered'])})\b")
ACCUSED = re.compile(r"\baccus(?:e|es|ed|ing)\b", re.IGNORECASE)
UNDER = re.compile(r"\b(?:under|as part of|in line with) (?:the |a |an |their )?$", re.IGNORECASE)
CALLED = re.compile(r"\b(?:calls?|appeals?|demands?|pleas?) for\b", re.IGNORECASE)
CEASE = re.compile(r"\b(?:cease-?fire|truce|cessation)\b", re.IGNORECASE)
ROLE = re.compile(r"\b(?:signator(?:y|ies)|parties|participants)\b[^.;]{0,60}$", re.IGNORECASE)
LISTING = re.compile(r"^(?:: | (?:also )?(?:includes?|included|are|were) )")
FINITE_WORD = "(?:is|are|was|were|has|have|had|will|would)"
PASSIVE = re.compile(
    rf"\b(?:{'|'.join(CUES['passive'])})\b(?:(?! {FINITE_WORD} )[^,;:]){{0,60}}?\b(?:by|between|among|on behalf of)\b",
    re.IGNORECASE,
)
SIGNING = re.compile(rf"\b(?:{'|'.join(CUES['signing'])}) of (?:the |a |an |this |that )?$", re.IGNORECASE)
BY = re.compile(r"[^.;:,]{0,80}?\b(?:by|between|among) ")
CONCLUDED = any_of(CUES["passive"])
MEDIATED = re.compile(r"\b(?:broker|mediat|sponsor|facilitat|host)\w*\s+by\b", re.IGNORECASE)
LISTED = re.compile(
    r"\b(?:signator(?:y|ies)|parties|participants|members)\b[\w ]{0,40}?(?:\bincluded?s?\b|\bare\b|\bwere\b|:)", re.I
)
INTENT = re.compile(
    rf"(?:['’]s)? (?:\w+['’]s )?(?:{'|'.join(load_toml('en', 'agents')['intentions'])})s? to ", re.IGNORECASE
)
RELATIVE = re.compile(r"^,? (?:which|that) (?=[A-Z]|the )")
LOCATIVE = re.compile(r"\b(?:in|at|near|outside|over|against)\s+(?:the\s+)?$", re.IGNORECASE)
CLOSING = re.compile(
    r";|,\s+(?:which|who|in|on|after|but|while|when)\b|\s(?:before|after|when|while|because)\s", re.IGNORECASE
)
NEAR = 80
LONGEST_LIST = 600


def named_sides(phrase: Phrase, actors: Actors) -> tuple[str, ...]:
    """Return the codes that the phrase itself makes sides: before its noun, or behind "between" and "with"."""
    found: dict[str, None] = {}
    for mention in side_mentions(phrase, actors):
        found.update(dict.fromkeys(mention.codes))
    for word in phrase.front:
        found.update(dict.fromkeys(implied_sides(word.lower)))
    return tuple(found)


def implied_sides(word: str) -> tuple[str, ...]:
    """Return the sides that a word before the noun stands for."""
    rows = load_table("en", "agreement_sides")
    return next((tuple(row["sides"].split()) for row in rows if row["word"] == word), ())


def side_mentions(phrase: Phrase, actors: Actors) -> list[ActorMention]:
    """Return the actors that the phrase makes sides."""
    before = actors.within(phrase.start, phrase.words[phrase.first].start)
    front = [
        m
        for m in before
        if m.sort != "metonym" and not BROKER.match(phrase.sentence.text, m.end - phrase.sentence.start)
    ]
    if phrase.find.noun.kind is Kind.CEASEFIRE:
        front = [m for m in front if m.sort != "organisation"]  # "a UN ceasefire" is called for, not made, by it
    owner = actors.at(phrase.words[phrase.begin - 1].start) if phrase.determiner == "'s" else None
    if not owner and constituted(phrase, front):
        front = []
    return [*([owner] if owner else []), *front, *behind(phrase, actors)]


def constituted(phrase: Phrase, front: list[ActorMention]) -> bool:
    """Tell whether the name before the noun is the organisation whose founding text it is: "UN Charter"."""
    founding = phrase.find.noun.kind in (Kind.CHARTER, Kind.TREATY, Kind.CONVENTION)
    return founding and len(front) == 1 and front[0].sort == "organisation"


def behind(phrase: Phrase, actors: Actors) -> list[ActorMention]:
    """Return the actors behind "between", "with", "among" or "by", up to what the agreement is about."""
    openers = openers_of(phrase)
    found: list[ActorMention] = []
    counting = False
    for word in following(phrase):
        small = phrase.titled or not word.capital
        if word.lower in openers and small:
            counting = True
        elif word.lower in SUBJECT and small:
            counting, openers = False, BETWEEN
        if counting:
            found += [m for m in touching(word, actors) if m not in found]
    return found


def touching(word: Word, actors: Actors) -> list[ActorMention]:
    """Return the actors that a word is part of or holds: both of "Lebanon-Israel"."""
    whole = actors.at(word.start)
    inside = [m for m in actors.within(word.start, word.end) if m is not whole]
    return [*([whole] if whole else []), *inside]


def openers_of(phrase: Phrase) -> frozenset[str]:
    """Return the words behind which the sides of this kind of agreement stand."""
    if phrase.find.noun.kind is Kind.DECLARATION:
        return AUTHORS
    if phrase.find.noun.kind is Kind.CEASEFIRE:
        return BETWEEN | {"across", "along"}
    return BETWEEN | {"for", "to"} if any(w.lower in ("accession", "membership") for w in phrase.front) else BETWEEN


def following(phrase: Phrase) -> Iterator[Word]:
    """Yield the words behind the noun, past a title or participle that "between" or "with" follows."""
    yield from phrase.back
    beyond = phrase.words[phrase.end : phrase.end + 18]
    skipped = 1 if beyond and CONCLUDED.fullmatch(beyond[0].text) else worth(beyond)
    if len(beyond) > skipped and beyond[skipped].lower in BETWEEN:
        for word in beyond[skipped:]:
            if word.tag in FINITE or word.text in ".;:":
                return
            yield word


def worth(words: Sequence[Word]) -> int:
    """Return how many words say what an agreement is worth ("deals worth $2 billion with Chad")."""
    if not words or words[0].lower not in ("worth", "valued"):
        return 0
    return next((i for i, w in enumerate(words[:9]) if w.lower in BETWEEN), 0)


def acting(phrase: Phrase, start: int, analysis: Analysis, actors: Actors) -> tuple[str, ...]:
    """Return the codes of those who take a step on the agreement in the sentence of a mention at ``start``."""
    return codes_of(step_takers(STEP, phrase, start, analysis, actors))


def binding(phrase: Phrase, start: int, analysis: Analysis, actors: Actors) -> tuple[str, ...]:
    """Return the codes of those who take a step that makes them parties: others may broker or praise it."""
    return codes_of(step_takers(BINDING, phrase, start, analysis, actors))


def weighing(phrase: Phrase, start: int, analysis: Analysis, actors: Actors) -> tuple[str, ...]:
    """Return the codes of those who only propose, reject or want the agreement in the mention's sentence."""
    return codes_of(step_takers(STANCE, phrase, start, analysis, actors))


def codes_of(mentions: list[ActorMention]) -> tuple[str, ...]:
    """Return the codes of mentions once, in order."""
    return tuple(dict.fromkeys(code for mention in mentions for code in mention.codes))


def step_takers(
    verbs: re.Pattern[str], phrase: Phrase, start: int, analysis: Analysis, actors: Actors
) -> list[ActorMention]:
    """Return the actors that a verb of the pattern ties to the mention: subjects, agents, listed parties."""
    sentence = phrase.sentence
    ahead, tail = analysis.text[sentence.start : start], analysis.text[phrase.stop : sentence.end]
    found = subjects(verbs, sentence, ahead, actors)
    if verbs is not STANCE:
        found += [*agents(PASSIVE, tail, phrase.stop, actors), *listed(ahead, tail, phrase.stop, actors)]
        found += signers(ahead, tail, phrase.stop, actors)
        return [*found, *relative(tail, phrase.stop, actors)]
    return [*found, *agents(PROPOSED, tail, phrase.stop, actors)]


def subjects(pattern: re.Pattern[str], sentence: Sentence, ahead: str, actors: Actors) -> list[ActorMention]:
    """Return the actors before the verbs that govern what comes behind ``ahead``, and those with whom."""
    near_by = (m for m in pattern.finditer(ahead) if len(ahead) - m.end() < NEAR)
    verbs = [m for m in near_by if not OPENING.search(ahead, m.end()) and not CALLED.search(ahead, m.end())]
    if not verbs:
        return []
    base, first = sentence.start, verbs[0]
    told = bidden(sentence, ahead, first.start(), actors)
    if told:
        return told
    opening, relates = clause_opening(ahead, first.start())
    near = [m for m in actors.within(base + opening, base + first.start()) if not located(ahead, m, base)]
    limit = finite_before(sentence, base + opening, base + first.start()) if infinitive(ahead, first.start()) else None
    if limit is not None:
        near = [m for m in near if m.end <= limit]
    accused = ACCUSED.search(ahead, opening, first.start())
    if accused and not CEASE.search(sentence.text):
        near = [m for m in near if m.start >= base + accused.end()]
    group = near if accused else last_group(sentence, near)
    if relates and not group:
        group = [m for m in actors.within(base, base + opening) if opening - (m.end - base) < 12][-1:]
    partners = [m for m in actors.within(base + first.end(), base + len(ahead)) if partner(ahead, m, base)]
    return [*group, *partners]


def clause_opening(ahead: str, end: int) -> tuple[int, bool]:
    """Return where the clause begins that holds the position ``end``, and whether a relative word opens it."""
    openings = list(OPENING.finditer(ahead, 0, end))
    return (openings[-1].end(), openings[-1].group().lower() in ("which", "who", "that")) if openings else (0, False)


def bidden(sentence: Sentence, ahead: str, start: int, actors: Actors) -> list[ActorMention]:
    """Return the actor who is to act: Peru in "urged Peru to sign" and in "Peru's plan to sign"."""
    if not infinitive(ahead, start):
        return []
    base = sentence.start
    before = actors.within(base, base + start)
    found = [m for m in before if m.end == base + start - len(" to ")]
    owners = [m for m in before if INTENT.fullmatch(ahead, m.end - base, start)]
    noun = sentence.token_at(base + start - len(" to ") - 1)
    return found or (owners[-1:] if noun is None or noun.tag.startswith("NN") else [])


def infinitive(ahead: str, start: int) -> bool:
    """Tell whether the verb at a position is an infinitive: "to sign"."""
    return ahead[:start].endswith("to ")


def finite_before(sentence: Sentence, start: int, end: int) -> int | None:
    """Return where the first finite verb of a range begins, if the parse shows one."""
    return next((t.start for t in sentence.tokens_in(start, end) if t.tag in FINITE), None)


def last_group(sentence: Sentence, mentions: list[ActorMention]) -> list[ActorMention]:
    """Return the last actors in a row with no finite verb between them: "Chad and Sudan"."""
    group: list[ActorMention] = mentions[-1:]
    for mention in reversed(mentions[:-1]):
        if any(t.tag in FINITE for t in sentence.tokens_in(mention.end, group[0].start)):
            break
        group.insert(0, mention)
    return group


def partner(text: str, mention: ActorMention, base: int) -> bool:
    """Tell whether a mention follows "with" or "between", a list of partners included."""
    return (
        re.search(r"\b(?:with|between) (?:the )?(?:[\w’'.-]+(?:,| and)? ){0,4}$", text[: mention.start - base])
        is not None
    )


def agents(passive: re.Pattern[str], tail: str, base: int, actors: Actors) -> list[ActorMention]:
    """Return the actors behind "signed by" or "reached between"."""
    verb = passive.search(tail, 0, 200)
    if not verb or MEDIATED.search(tail, 0, verb.end()):
        return []
    return in_list(tail, verb.end(), base, actors)


def signers(ahead: str, tail: str, base: int, actors: Actors) -> list[ActorMention]:
    """Return the actors of "the signing of the treaty by Peru", whatever it is about stands between."""
    by = BY.match(tail) if SIGNING.search(ahead) else None
    return in_list(tail, by.end(), base, actors) if by else []


def listed(ahead: str, tail: str, base: int, actors: Actors) -> list[ActorMention]:
    """Return the actors of "signatories to the treaty include ..." and "parties to the treaty: ..."."""
    inside = LISTED.search(tail, 0, 200)
    around = LISTING.match(tail) if ROLE.search(ahead) else None
    match = around or inside
    return in_list(tail, match.end(), base, actors) if match else []


def in_list(tail: str, start: int, base: int, actors: Actors) -> list[ActorMention]:
    """Return the actors from a position of the tail to the end of the clause."""
    stop = CLOSING.search(tail, start)
    end = min(stop.start() if stop else len(tail), start + LONGEST_LIST)
    return [m for m in actors.within(base + start, base + end) if not located(tail, m, base)]


def relative(tail: str, base: int, actors: Actors) -> list[ActorMention]:
    """Return the actors of "..., which Sudan has violated"."""
    opening = RELATIVE.match(tail)
    verb = STEP.search(tail, opening.end(), opening.end() + NEAR) if opening else None
    return actors.within(base + opening.end(), base + verb.start()) if opening and verb else []


def owners(phrase: Phrase, start: int, analysis: Analysis, actors: Actors) -> tuple[str, ...]:
    """Return the codes of the clause's subjects where the agreement is theirs, or they act under it."""
    sentence = phrase.sentence
    ahead = analysis.text[max(sentence.start, start - 24) : start]
    if phrase.determiner != "their" and not UNDER.search(ahead):
        return ()
    limit = finite_before(sentence, sentence.start, start) or start
    found = [m for m in actors.within(sentence.start, limit) if not located(analysis.text, m, 0)]
    return codes_of(found)


def counterparts(phrase: Phrase, start: int, analysis: Analysis, actors: Actors) -> tuple[str, ...]:
    """Return the codes of who has a "deal with Peru": the first actor ahead, in the sentence or the report."""
    own = [m for m in actors.in_sentence(phrase.sentence.index) if m.end <= start]
    for mention in (*own, *actors.mentions[:3]):
        if mention.end <= start and mention.codes and not located(analysis.text, mention, 0):
            return mention.codes
    return ()


def located(text: str, mention: ActorMention, base: int) -> bool:
    """Tell whether a mention is the place of a step, not its actor: "in Scotland"."""
    position = mention.start - base
    return LOCATIVE.search(text, max(0, position - 16), position) is not None
