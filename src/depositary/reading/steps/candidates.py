"""Steps: which word of a sentence tells which step of which agreement.

>>> from depositary.model.vocabulary import ActionCode
>>> broker = Frame("broker", ActionCode.ADOPTION, "object")
>>> describes(broker, Token(0, 0, 8, "brokered", "brokered", lemma="broker", tag="VBN", dep="acl"))
True
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from depositary.languages import load_toml
from depositary.model.vocabulary import ActionCode, Modality
from depositary.reading.agent_words import names
from depositary.reading.mentions import AgreementMention, Agreements
from depositary.reading.steps.departures import find_departure
from depositary.reading.steps.linkage import Tie, find_ties, has_object, score_parse, score_surface, words
from depositary.reading.steps.scene import Scene
from depositary.reading.syntax import Frame, Tree, find_heads, is_passive, load_frames
from depositary.reading.syntax.labels import OBJECTS
from depositary.reading.text import Sentence, Token

THRESHOLD = 0.55
WHOSE = frozenset({"of", "for", "to", "on", "a", "an", "any", "another"})
CONCLUDING = frozenset({"adoption", "signature"})
LEAVING = frozenset({ActionCode.WITHDRAWAL, ActionCode.TERMINATION, ActionCode.SUSPENSION})
PRONOUNS = frozenset({"it", "them"})
POSSESSIVES = frozenset({"its", "their"})
SAME = frozenset({"so", "same", "likewise"})
APPOSED = Frame("force", ActionCode.ENTRY_INTO_FORCE, "subject", modality=Modality.OCCURRED)


@dataclass(frozen=True, slots=True)
class Step:
    """A frame that fits a token and an agreement's mention, and how surely."""

    token: Token
    frame: Frame
    mention: AgreementMention
    score: float


def find_steps(
    scene: Scene, mentions: list[AgreementMention], before: Sequence[AgreementMention] = ()
) -> Iterator[Step]:
    """Yield the steps of a sentence, without those that only lead from another step to its agreement.

    Args:
        scene: the report and the sentence.
        mentions: the sentence's agreements, and the pronouns for them.
        before: the agreements of the sentence before, of which a bare "the signing" may be told.
    """
    found = [*fit_heads(scene, mentions, before), *find_apposed(scene, mentions)]
    yield from (step for step in found if not any(overrules(other, step) for other in found))


def find_apposed(scene: Scene, mentions: list[AgreementMention]) -> Iterator[Step]:
    """Yield the entry into force that stands behind a mention without a verb: "the treaty, in force since 1988"."""
    for mention in mentions:
        behind = apposed_force().match(scene.analysis.text, mention.end, scene.tree.sentence.end)
        token = scene.tree.sentence.token_at(behind.start("force")) if behind else None
        if token is not None:
            yield Step(token, APPOSED, mention, 0.7)


@functools.cache
def apposed_force() -> re.Pattern[str]:
    """Return the pattern of what says behind a mention, without a verb, that it is in force."""
    return re.compile(load_toml("en", "linkage")["apposed_force"])


def overrules(other: Step, step: Step) -> bool:
    """Tell whether one step takes another's place: "exchange instruments of ratification", "considers joining"."""
    if other is step or other.mention != step.mention:
        return False
    between = min(other.token.start, step.mention.start) < step.token.start < max(other.token.start, step.mention.start)
    if between and len(other.frame.lead) > 1 and step.frame.noun:
        return True
    if step.frame.fronted and other.frame.action.value in CONCLUDING:
        return True
    if takes_effect(other, step):
        return True
    wish = step.frame.modality is Modality.POSSIBLE
    return wish and step.token.start < other.token.start < step.mention.start


def takes_effect(leaving: Step, step: Step) -> bool:
    """Tell whether a withdrawal takes effect: "its withdrawal from the treaty, which takes effect in May"."""
    behind = leaving.token.start < step.mention.start < step.token.start and step.token.dep == "relcl"
    return behind and step.frame.action is ActionCode.ENTRY_INTO_FORCE and leaving.frame.action in LEAVING


def fit_heads(scene: Scene, mentions: list[AgreementMention], before: Sequence[AgreementMention]) -> Iterator[Step]:
    """Yield the best step of each head and mention, each token telling one step at most."""
    nouns = frozenset(m.noun for m in mentions)
    ties = [find_ties(scene.tree, mention, nouns) for mention in mentions]
    for token, frames in find_heads(scene.tree):
        fitting = list(fit_frames(scene, token, frames, mentions, ties))
        best = max((s.score for s in fitting), default=0.0)
        yield from (s for s in fitting if s.score >= best * 0.7)
        if not fitting and (frame := load_frames().free.get(token.lower)):
            yield from free_step(scene, token, frame, mentions)
            yield from bare_step(scene, token, frame, [*before, *mentions])
        if not fitting and token.lemma in names("bare"):
            yield from bare_verb(scene, token, frames, [*before, *mentions])
        if not fitting and token.lemma in names("leaving") | names("joining"):
            left = find_departure(scene, token, frames, [*before, *mentions])
            yield from [understand(scene, token, *left)] if left is not None else ()


def fit_frames(
    scene: Scene, token: Token, frames: tuple[Frame, ...], mentions: list[AgreementMention], ties: list[list[Tie]]
) -> Iterator[Step]:
    """Yield for each mention the first frame that fits it."""
    for mention, tie in zip(mentions, ties, strict=True):
        if not stands_apart(scene, token, mention, mentions) or is_owner(scene, token, mention):
            continue
        for frame in frames:
            score = score_frame(scene, frame, token, mention, tie)
            if score >= THRESHOLD and suits(scene, frame, token, mention):
                yield Step(token, frame, mention, score)
                break


def stands_apart(scene: Scene, token: Token, mention: AgreementMention, mentions: list[AgreementMention]) -> bool:
    """Tell whether a head tells something of a mention, rather than being part of an agreement's own words."""
    if token.dep == "amod":
        return True
    if token.dep == "compound" and scene.tree.head(token).lower in words("step_papers"):
        return False
    if mention.covers(token.start) or any(m.noun == token.start for m in mentions):
        return False
    around = [m for m in mentions if m.start < mention.start < m.end and m.ref != mention.ref]
    if any(token.start < m.end for m in around):
        return False  # "ratified the protocol on the accession of Chad to the treaty": a step of the protocol alone
    above = scene.tree.head(token)
    modifies = token.dep in ("acl", "relcl") and token.tag == "VBG"
    return not (modifies and any(m.covers(above.start) and m.ref != mention.ref for m in mentions))


def score_frame(scene: Scene, frame: Frame, token: Token, mention: AgreementMention, ties: list[Tie]) -> float:
    """Return how surely a frame ties a mention, by the parse and by the order of words."""
    parse = score_parse(scene.tree, frame, token, ties)
    if describes(frame, token) or acts(scene, frame, token):
        return 0.0
    return min(1.0, max(parse, 0.0) * 0.75 + score_surface(scene.tree, frame, token, mention))


def describes(frame: Frame, token: Token) -> bool:
    """Tell whether a participle only describes an agreement ("the UN-brokered truce", "a revised text")."""
    if frame.noun or token.dep not in ("amod", "acl") or token.tag not in ("VBN", "VBD"):
        return False
    attributive = token.dep == "amod" and frame.action.value not in words("attributive_steps")
    return attributive or (frame.modality is None and token.lemma in words("descriptive"))


def acts(scene: Scene, frame: Frame, token: Token) -> bool:
    """Tell whether a verb that should have no object has one ("the truce ended a year of fighting")."""
    finite = token.lemma in ("start", "begin") and token.tag in ("VBZ", "VBD", "VBP")
    opens = finite and any(k.lower in ("with", "by") for k in scene.tree.children(token))
    return frame.role == "subject" and not frame.noun and not frame.trail and (opens or has_object(scene.tree, token))


def suits(scene: Scene, frame: Frame, token: Token, mention: AgreementMention) -> bool:
    """Tell whether the frame holds for agreements of this kind, and where they stand."""
    if frame.fronted and (token.start < mention.end or is_passive(scene.tree, token)):
        return False
    if mention.sort == "pronoun" and not stands_in(scene, frame, mention):
        return False
    return not frame.kinds or scene.kinds.get(mention.ref) in frame.kinds


def is_owner(scene: Scene, token: Token, mention: AgreementMention) -> bool:
    """Tell whether "its" before a noun is of who acts: "its ratification of the treaty"."""
    return mention.sort == "pronoun" and any(k.lower in ("of", "by") for k in scene.tree.children(token))


def stands_in(scene: Scene, frame: Frame, mention: AgreementMention) -> bool:
    """Tell whether a step is told of "it", or by a noun of "its" that names no agreement ("its entry into force")."""
    possessive = scene.analysis.text[mention.start : mention.end].lower() in POSSESSIVES
    if not possessive or not frame.noun:
        return frame.action in pronoun_steps() and not frame.noun and not possessive
    return frame.role == "compound" and frame.action.value in words("possessive_steps")


def has_topic(scene: Scene, token: Token) -> bool:
    """Tell whether talks are told to be on something else ("accession talks", "talks about gas")."""
    return any(
        k.dep in ("compound", "nmod") or k.lower in ("on", "about", "over", "for", "of")
        for k in scene.tree.children(token)
    )


def free_step(scene: Scene, token: Token, frame: Frame, mentions: list[AgreementMention]) -> Iterator[Step]:
    """Yield the step of a free noun where the sentence speaks of one agreement only."""
    if token.dep == "pobj" and scene.tree.head(token).lower == "during":
        return
    others = (k for k in scene.tree.children(token) if k.dep == "compound" and k.lower not in words("plain_talks"))
    if frame.action is ActionCode.NEGOTIATION and next(others, None) is not None:
        return
    if frame.role == "object" and (token.dep not in (*OBJECTS, "nsubjpass") or has_topic(scene, token)):
        return
    named = [m for m in mentions if m.sort != "pronoun"]
    if len({m.ref for m in named}) == 1 and not any(m.covers(token.start) for m in named):
        yield Step(token, frame, named[0], 0.4)


def bare_step(scene: Scene, token: Token, frame: Frame, told: Sequence[AgreementMention]) -> Iterator[Step]:
    """Yield the step of "the signing" or "ratification" of which no more is said, where one agreement is told."""
    named = [m for m in told if m.sort != "pronoun"]
    kids = scene.tree.children(token)
    bare = all(k.dep in ("det", "prep", "punct", "amod") and k.lower not in WHOSE for k in kids)
    if not bare or not is_told(scene, token, frame) or len({m.ref for m in named}) != 1:
        return
    if not any(m.sentence == scene.tree.sentence.index for m in named):
        yield understand(scene, token, frame, named[0].ref)


def bare_verb(scene: Scene, token: Token, frames: Sequence[Frame], told: Sequence[AgreementMention]) -> Iterator[Step]:
    """Yield the step of a verb without an object ("refused to sign"), where one agreement is told of before it."""
    named = [m for m in told if m.sort != "pronoun" and m.start < token.start]
    children = scene.tree.children(token)
    whole = any(k.dep in (*OBJECTS, "nsubjpass", "prt", "agent") or k.lower in ("on", "up", "with") for k in children)
    lone = len({m.ref for m in named}) == 1 and token.tag not in ("VBN", "VBG")
    frame = next((f for f in frames if f.role == "object" and not f.trail), None)
    if frame is not None and lone and not whole and not is_passive(scene.tree, token):
        yield understand(scene, token, frame, named[0].ref)


def understand(scene: Scene, token: Token, frame: Frame, ref: str) -> Step:
    """Return the step of a word that stands for its agreement too, as a pronoun would."""
    here = scene.tree.sentence.index
    return Step(token, frame, AgreementMention(token.start, token.end, here, ref, "pronoun", token.start), 0.4)


def is_told(scene: Scene, token: Token, frame: Frame) -> bool:
    """Tell whether a clause tells of a bare step: "The signing took place in Lima", "Talks resumed on Monday"."""
    if frame.action is ActionCode.NEGOTIATION:
        return token.dep == "nsubj" and scene.tree.head(token).lemma in names("talking")
    return frame.role == "compound" and token.dep in ("nsubj", "nsubjpass", "dobj")


@functools.cache
def pronoun_steps() -> frozenset[ActionCode]:
    """Return the steps that are told of "it" often enough to be believed."""
    return frozenset(ActionCode(code) for code in load_toml("en", "linkage")["pronoun_steps"])


def find_mentions(agreements: Agreements, sentence: Sentence) -> list[AgreementMention]:
    """Return the mentions of a sentence, pronouns that may stand for an agreement included.

    A title within another's is left out: who ratifies the Protocol to the Lomé Convention does not ratify the
    Convention.
    """
    found = agreements.in_sentence(sentence.index)
    named = [m for m in found if not any(is_part(m, other) for other in found)]
    return sorted([*named, *stand_ins(agreements, sentence, named)], key=lambda m: m.start)


def is_part(mention: AgreementMention, other: AgreementMention) -> bool:
    """Tell whether a mention stands behind the noun of another agreement's title, and within it."""
    return (
        other.sort == "title" and other.ref != mention.ref and other.noun < mention.start and mention.end <= other.end
    )


def stand_ins(agreements: Agreements, sentence: Sentence, named: list[AgreementMention]) -> Iterator[AgreementMention]:
    """Yield a mention for each pronoun of a sentence, by the nearest agreement before it."""
    for token in sentence.tokens:
        if token.lower in PRONOUNS | POSSESSIVES and not any(m.covers(token.start) for m in named):
            before = antecedent(agreements, sentence, named, token.start)
            if before is not None:
                many = token.lower in ("them", "their")
                yield AgreementMention(token.start, token.end, sentence.index, before.ref, "pronoun", token.start, many)


def antecedent(
    agreements: Agreements, sentence: Sentence, named: list[AgreementMention], position: int
) -> AgreementMention | None:
    """Return the nearest mention before a position, in this sentence or the one before."""
    earlier = [m for m in named if m.end <= position]
    if not earlier and sentence.index:
        earlier = agreements.in_sentence(sentence.index - 1)
    return earlier[-1] if earlier else None


def find_echoes(scene: Scene, told: list[Step]) -> Iterator[Step]:
    """Yield a step for each echo in a sentence.

    Args:
        scene: the report and the sentence.
        told: the steps of this sentence and of the one before, in order of the text.
    """
    for token in scene.tree.tokens:
        if echoes(scene.tree, token) and (before := last_before(told, token.start)) is not None:
            yield echo(scene, before, token)


def echoes(tree: Tree, token: Token) -> bool:
    """Tell whether a verb says that what was told before was done, or will be, once more."""
    if token.lemma == "do" and token.tag.startswith("VB"):
        return any(k.lower in SAME and token.index < k.index <= token.index + 3 for k in tree.children(token))
    return token.lemma == "follow" and any(k.lower == "suit" for k in tree.children(token))


def last_before(told: list[Step], position: int) -> Step | None:
    """Return the last verb's step before a position: what it tells can be told again by "do so"."""
    verbs = [s for s in told if s.token.start < position and not s.frame.noun and s.frame.role in ("object", "lead")]
    return verbs[-1] if verbs else None


def echo(scene: Scene, before: Step, token: Token) -> Step:
    """Return the step before, told by another verb."""
    mention = AgreementMention(
        token.start, token.end, scene.tree.sentence.index, before.mention.ref, "pronoun", token.start
    )
    return replace(before, token=token, frame=replace(before.frame, role="object"), mention=mention)
