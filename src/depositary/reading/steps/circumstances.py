"""Occasions: when and where a step is taken, from the dates and places of its own clause.

>>> sorted(NEARNESS)
['above', 'clause', 'own', 'sentence']
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from depositary.languages.speech import saying
from depositary.model.dates import ImpreciseDate
from depositary.model.reading import Place
from depositary.model.vocabulary import ActionCode
from depositary.reading.agent_words import names
from depositary.reading.mentions import AgreementMention, DateMention, Mention, PlaceMention
from depositary.reading.steps.scene import Scene
from depositary.reading.syntax import Tree, clause_verb, climb, is_verbal, load_frames, main_verb
from depositary.reading.text import Token

# how near a date's governor is to the step, and what that counts
NEARNESS = {"own": 4, "clause": 3, "above": 2, "sentence": 1}
# actors whose names a date may be misread in ("the March 14 Alliance", "May's government")
NAMELIKE = frozenset({"organisation", "group", "organ", "person"})
LASTING = re.compile(r"(?:for )?the (?:next|coming|past|last)\b|for\b", re.I)
INTO = frozenset({"in", "at", "near"})


def find_date(
    scene: Scene,
    token: Token,
    mentions: Iterable[AgreementMention],
    dates: Iterable[DateMention],
    *,
    moment: bool = False,
    ongoing: bool = False,
) -> ImpreciseDate | None:
    """Return the date of a step: the nearest one by clause, none inside an agreement's words.

    Args:
        scene: the report and the sentence.
        token: the word that tells the step.
        mentions: the sentence's agreements.
        dates: the sentence's dates.
        moment: whether the step is of one day, even if its effect goes on ("in force from 1 May").
        ongoing: whether the step, or its effect, can go on since a day ("in force since 1 May").
    """
    taken = [*mentions, *(m for m in scene.actors.mentions if m.sort in NAMELIKE)]
    scored: list[tuple[int, int, DateMention]] = []
    for date in dates:
        bound = (
            bounds(opening_word(scene, date), token, ongoing=ongoing)
            or lasts(scene, date)
            or is_passing(scene, date, taken)
        )
        placed = date.duration is None or date.date.earliest is not None
        label = ":" in scene.analysis.text[date.end : token.start]
        free = not any(m.overlaps(date.start, date.end) for m in taken) and not is_surname(scene, date)
        if placed and not bound and not label and free:
            score = date_score(scene.tree, token, date)
            scored.append((score, -abs(date.start - token.start), date))
    best = max(scored, default=None, key=lambda s: s[:2])
    if best is None or best[0] <= 0:
        return None
    begins = moment and best[2].date.latest is None
    return best[2].core if begins and best[2].core is not None else best[2].date


def bounds(opening: str, token: Token, *, ongoing: bool) -> bool:
    """Tell whether the word before a date makes it a bound, or the start of what a step only concludes."""
    if opening == "since":
        return not ongoing
    return opening in ("until", "till") or (opening in names("starting") and token.lemma not in names("starts"))


def lasts(scene: Scene, date: DateMention) -> bool:
    """Tell whether a date says how long something lasts ("an accord for the coming decades"), and not when it is."""
    text, tree = scene.analysis.text, scene.tree
    led = text[: date.start].endswith("for ") or text[date.start : date.end].lower().startswith("for ")
    head = tree.sentence.head_of(date.start, date.end)
    year = date.end - date.start == 4 and text[date.start : date.end].isdigit()
    if not led or head is None or not (year or LASTING.match(text[date.start : date.end])):
        return False
    return not any(t.lemma in names("appointing") for t in climb(tree, head)[1:4])


def is_passing(scene: Scene, date: DateMention, taken: Iterable[Mention]) -> bool:
    """Tell whether a date says until when nothing changes ("for now"), or names an agreement ("last year's deal")."""
    text = scene.analysis.text
    words = text[date.start : date.end].lower()
    owner = words.endswith(("'s", "’s")) or text[date.end : date.end + 2] in ("'s", "’s")
    owned = owner and any(0 <= m.start - date.end <= 3 for m in taken)
    return owned or (words == "now" and text[: date.start].lower().endswith("for "))


def is_surname(scene: Scene, date: DateMention) -> bool:
    """Tell whether the one word of a date is the surname of somebody in the report ("May's deal")."""
    word = scene.analysis.text[date.start : date.end]
    return word.isalpha() and any(
        m.sort == "person" and m.agent.name.split()[-1] == word for m in scene.actors.mentions
    )


def opening_word(scene: Scene, date: DateMention) -> str:
    """Return the word that a date begins with, or the one before it if it is none of its own."""
    text = scene.analysis.text
    first = text[date.start : date.end].split()[0].lower()
    before = text[max(0, date.start - 12) : date.start].split()
    opens = first in ("since", "until", "till") or first in names("starting")
    return first if opens or not before else before[-1].lower()


def date_score(tree: Tree, token: Token, date: DateMention) -> int:
    """Return how near a date stands to a step, 0 for not at all."""
    head = tree.sentence.head_of(date.start, date.end)
    if head is None:
        return 0
    governor, verb = date_governor(tree, head), clause_verb(tree, token)
    if governor.index == token.index:
        return NEARNESS["own"]
    if governor.index == verb.index or opens_when(tree, verb, head) or is_shared(tree, verb, governor):
        return NEARNESS["clause"]
    above = governor.index in {t.index for t in chain_above(tree, verb)}
    if above or (is_verbal(governor) and announces(tree, verb, governor)):
        return NEARNESS["above"]
    if is_dateline(token, head) or closes(tree, verb, head, governor):
        return NEARNESS["sentence"]
    return NEARNESS["sentence"] if is_loose(tree, token, head, governor) and near_by(tree, token, date) else 0


def is_shared(tree: Tree, verb: Token, governor: Token) -> bool:
    """Tell whether the date of a verb is also that of the verb right before it ("signed and ratified it in 2011")."""
    joined = governor.dep == "conj" and governor.head == verb.index and is_verbal(governor)
    between = tree.tokens[verb.index + 1 : governor.index]
    return joined and all(t.dep in ("cc", "advmod", "aux", "auxpass", "neg") for t in between)


def tells(noun: Token) -> bool:
    """Tell whether a noun tells a step of its own, whose date is its own ("due to its rejection last year")."""
    found = load_frames().frames.get(noun.lemma.lower(), ())
    return any(frame.noun and frame.action is not ActionCode.ADOPTION for frame in found)


def is_loose(tree: Tree, token: Token, head: Token, governor: Token) -> bool:
    """Tell whether a date may belong to a step by nearness: its own verb is none or is misread."""
    low, high = sorted((token.index, head.index))
    if governor.pos == "NOUN" and governor.index != token.index and tells(governor):
        return False
    comma = any(t.text == "," for t in tree.tokens[low:high])
    if governor.dep == "relcl" and governor.index < head.index < token.index:
        return False  # "the treaty that they signed on Dec. 3 is in force"
    misread = high - low <= 3 and governor.lemma not in saying()
    return not comma and (not is_verbal(governor) or misread)


def is_dateline(token: Token, head: Token) -> bool:
    """Tell whether a date opens the sentence of a finite verb, which a parser may have misread."""
    return head.index <= 3 and token.tag in ("VBD", "VBZ", "VBP") and token.dep in ("acl", "ROOT", "conj")


def closes(tree: Tree, verb: Token, head: Token, governor: Token) -> bool:
    """Tell whether a weekday at the end of a sentence is that of its main verb ("signed accords to build X Sunday")."""
    last = tree.tokens[-1] if tree.tokens[-1].pos != "PUNCT" else tree.before(tree.tokens[-1])
    ahead = names("appointing") | names("starts") | names("starting")
    loose = not is_verbal(governor) or (governor.tag in ("VBG", "VBN") and governor.lemma not in ahead)
    main = verb.dep == "ROOT" and verb.tag in ("VBD", "VBZ", "VBP")
    return main and loose and last is not None and head.index == last.index and head.lower.endswith("day")


def opens_when(tree: Tree, verb: Token, head: Token) -> bool:
    """Tell whether a date stands right before the "when" of a step's clause, or within a "when" below it."""
    top = main_verb(tree, verb)
    below = next((t for t in climb(tree, head) if t.dep == "advcl" and t.head == verb.index), None)
    if below is not None and any(k.lower == "when" for k in tree.children(below)):
        return True
    when = next((k for k in tree.children(top) if k.lower == "when" and k.index < top.index), None)
    return when is not None and 0 < when.index - head.index <= 3


def announces(tree: Tree, verb: Token, governor: Token) -> bool:
    """Tell whether a date hangs on an announcement of the step: "announced on Sunday that it had signed"."""
    top = main_verb(tree, verb)
    return top.dep == "ccomp" and top.head == governor.index and governor.lemma in names("announcements")


def date_governor(tree: Tree, head: Token) -> Token:
    """Return the verb or noun that a date hangs on."""
    for one in climb(tree, head)[1:]:
        if is_verbal(one) or one.pos in ("NOUN", "PROPN"):
            return one
    return head


def chain_above(tree: Tree, verb: Token) -> list[Token]:
    """Return the verbs from which a verb takes its subject ("is set on Friday to sign")."""
    if verb.dep == "pcomp":
        return [verb]
    if verb.dep == "acl" and tree.head(verb).dep == "dobj":
        upper = clause_verb(tree, tree.head(verb))
        return [verb] if upper.lemma in names("judging") else [verb, upper]
    if verb.tag == "VBG" and verb.dep == "xcomp" and tree.head(verb).lemma in names("topical"):
        return [verb]
    top = main_verb(tree, verb)
    path = climb(tree, verb)
    return path[: path.index(top) + 1] if top in path else [verb]


def near_by(tree: Tree, token: Token, date: Mention) -> bool:
    """Tell whether no other verb stands between a step and a date, by the order of words."""
    inside = tree.sentence.tokens_in(date.start, date.end)
    if not inside:
        return False
    low, high = sorted((token.index, inside[0].index))
    between = tree.tokens[low + 1 : high]
    return len(between) <= 25 and not any(t.pos == "VERB" and t.dep not in ("amod", "acl") for t in between)


def find_place(scene: Scene, token: Token, mentions: Iterable[AgreementMention], start: int, end: int) -> Place | None:
    """Return where a step is taken: "in Doha" within its clause, no part of another phrase."""
    taken = [*mentions, *(m for m in scene.actors.mentions if m.end - m.start > 0 and not m.place)]
    for place in scene.actors.places:
        inside = start <= place.start and place.end <= end
        if (
            inside
            and not any(m.overlaps(place.start, place.end) for m in taken)
            and is_setting(scene, token, place, mentions)
        ):
            return place.place
    return None


def is_setting(scene: Scene, token: Token, place: PlaceMention, mentions: Iterable[AgreementMention]) -> bool:
    """Tell whether a place stands behind "in" or "at" under the clause's verb or an occasion."""
    tree = scene.tree
    head = tree.sentence.head_of(place.start, place.end)
    if head is None or head.dep not in ("pobj", "conj"):
        return False
    preposition = tree.head(head)
    if preposition.lower not in INTO:
        return False
    base = tree.head(preposition)
    if is_verbal(base) or base.index == token.index or base.lower in names("occasions"):
        return True
    return any(m.covers(base.start) for m in mentions) or base.pos == "PROPN"
