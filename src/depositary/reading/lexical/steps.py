"""Steps in the life of agreements: words for a step beside words for an agreement, with who, when and where."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import msgspec

from depositary.model.dates import ImpreciseDate, parse_edtf
from depositary.model.reading import Action, Agent
from depositary.model.text import Report
from depositary.model.vocabulary import ActionCode, Modality
from depositary.reading.lexical.actors import Actor, Cast, Spot, led_by
from depositary.reading.lexical.agreements import Group
from depositary.reading.lexical.dates import DateHit
from depositary.reading.lexical.lexicon import Lexicon, Step
from depositary.reading.lexical.mentions import Mention
from depositary.reading.lexical.patterns import Hit
from depositary.reading.lexical.speakers import governed
from depositary.reading.lexical.statements import Sources
from depositary.reading.lexical.words import Sentence, Words

FARTHEST = 24
COMMA = 5
STRAY = 30
MUCH_NEARER = 6
SCOPE = 9
JOINT = frozenset({ActionCode.SIGNATURE, ActionCode.ADOPTION, ActionCode.NEGOTIATION, ActionCode.EXTENSION})
SINGLE = frozenset(
    {
        ActionCode.RATIFICATION,
        ActionCode.WITHDRAWAL,
        ActionCode.ACCESSION,
        ActionCode.SUSPENSION,
        ActionCode.REJECTION,
        ActionCode.BREACH,
        ActionCode.DEPOSIT,
        ActionCode.RESUMPTION,
        ActionCode.IMPLEMENTATION,
    }
)
UNNAMED = frozenset({ActionCode.NEGOTIATION, ActionCode.SIGNATURE, ActionCode.RATIFICATION})
OF_ITSELF = frozenset({ActionCode.ENTRY_INTO_FORCE, ActionCode.EXPIRY})
NEAR_START = 6
NEAR_AFTER = 4
ENDING = frozenset({ActionCode.EXPIRY, ActionCode.TERMINATION})
RANK = (Modality.OCCURRED, Modality.PLANNED, Modality.DENIED, Modality.CONDITIONAL, Modality.POSSIBLE)
RIVALS = frozenset({Modality.OCCURRED, Modality.DENIED})


@dataclass(frozen=True, slots=True)
class Scene:
    """All finds of a report that steps are told by."""

    report: Report
    words: Words
    lexicon: Lexicon
    cast: Cast
    dates: list[DateHit]
    spots: list[Spot]
    sources: Sources
    blocked: int

    def cut(self, sentence: Sentence) -> tuple[int, int]:
        """Return where a sentence stands, without the spaces at its edges."""
        text = self.report.text[sentence.start : sentence.end]
        start = sentence.start + len(text) - len(text.lstrip())
        return start, start + len(text.strip())


def find_steps(
    scene: Scene, groups: list[Group], hits: list[Hit[Step]], parties: dict[str, tuple[str, ...]]
) -> list[Action]:
    """Return the steps that a report tells, each once."""
    mentions = [(mention, group) for group in groups for mention in group.mentions]
    mentions.sort(key=lambda pair: pair[0].first)
    found: list[Action] = []
    for number, sentence in enumerate(scene.words.sentences):
        here = [(m, g) for m, g in mentions if m.sentence == number]
        inside = [hit for hit in hits if sentence.first <= hit.first < sentence.last]
        silent = not here and not scene.lexicon.instruments.find(scene.words, sentence.first, sentence.last)
        before = next(((m, g) for m, g in reversed(mentions) if number and m.sentence == number - 1), None)
        linked = [
            (hit, link(scene, hit, here) if not silent else link_alone(hit, groups) or take_up(scene, hit, before))
            for hit in inside
        ]
        taken = {pair[0] for _, pair in linked if pair}
        found.extend(make_step(scene, sentence, hit, pair, parties[pair[1].ref]) for hit, pair in linked if pair)
        wishes = (find_wish(scene, sentence, m, g) for m, g in here if m not in taken)
        found.extend(wish for wish in wishes if wish)
    return merge(found)


def find_wish(scene: Scene, sentence: Sentence, mention: Mention, group: Group) -> Action | None:
    """Return the adoption that a sentence only wishes for ("calls for a ceasefire"), or none."""
    first = max(sentence.first, mention.first - (6 if scene.words.spaced else 10))
    cues = [c for c in scene.lexicon.modality.find(scene.words, first, mention.first) if c.value is Modality.POSSIBLE]
    if not cues or not wished(scene, cues[-1], mention):
        return None
    start, end = scene.cut(sentence)
    hit = Hit(cues[-1].first, cues[-1].last, Step(ActionCode.ADOPTION, Modality.POSSIBLE))
    return Action(
        agreement=group.ref,
        action=ActionCode.ADOPTION,
        modality=Modality.POSSIBLE,
        evidence=(scene.report.span(start, end),),
        by=find_agents(scene, sentence, hit, group, ()),
        according_to=scene.sources.chain_at(hit.first),
        confidence=0.5,
    )


def wished(scene: Scene, cue: Hit[Modality], mention: Mention) -> bool:
    """Tell whether an agreement is the object of a wish: nothing else that is done stands between, and no break."""
    words, between = scene.words, range(cue.last - 1, mention.first)
    if mention.title or scene.lexicon.plays("can", words.forms[cue.first]):  # "can the Charter help?"
        return False
    if any(set(words.between(i)) & set(",;:،；，—–.") for i in between):
        return False
    return not scene.lexicon.steps.find(words, cue.last, mention.first)


def link(scene: Scene, hit: Hit[Step], here: list[tuple[Mention, Group]]) -> tuple[Mention, Group] | None:
    """Return the mention that a step is taken with: the nearest in its sentence."""
    words = scene.words
    fits = [
        (measure(words, hit, mention) + stray(scene, hit, mention), mention, group)
        for mention, group in here
        if (
            not (lacking(scene, mention) and not ends_so(hit, mention))
            and (
                not (mention.noun_last <= hit.first < mention.last and hit.value.modality is None and mention.title)
                and not mention.noun <= hit.first < hit.last <= mention.noun_last
            )
        )
        or mention.strength == "verb"
    ]
    near = [fit for fit in fits if fit[0] <= FARTHEST]
    best = min(near, key=lambda fit: fit[0], default=None)
    return (best[1], best[2]) if best else None


def ends_so(hit: Hit[Step], mention: Mention) -> bool:
    """Tell whether words say of talks that they ended without the agreement that they name."""
    return hit.value.action is ActionCode.ADOPTION and hit.first <= mention.noun < hit.last


def lacking(scene: Scene, mention: Mention) -> bool:
    """Tell whether a mention is of an agreement that there is not ("leave the union without an agreement")."""
    words, lexicon = scene.words, scene.lexicon
    reach = range(max(0, mention.first - (2 if words.spaced else 3)), mention.noun)
    led = next((i for i in reversed(reach) if lexicon.plays("without", words.forms[i])), None)
    between = range(led + 1, mention.first) if led is not None else range(0)
    return led is not None and all(
        any(lexicon.plays(role, words.forms[i]) for role in ("indefinite", "article")) for i in between
    )


def link_alone(hit: Hit[Step], groups: list[Group]) -> tuple[Mention, Group] | None:
    """Return the only agreement of a report, for a step that a sentence tells without naming it."""
    if len(groups) != 1 or hit.value.action not in UNNAMED:
        return None
    return groups[0].mentions[0], groups[0]


def take_up(scene: Scene, hit: Hit[Step], before: tuple[Mention, Group] | None) -> tuple[Mention, Group] | None:
    """Return the agreement of the sentence before, for what only it can do ("It will enter into force in July")."""
    words, lexicon = scene.words, scene.lexicon
    sentence = words.sentences[words.sentence_of(hit.first)]
    leading = range(sentence.first, hit.first)
    if before is None or hit.value.action not in OF_ITSELF or len(leading) > NEAR_START:
        return None
    dropped = lexicon.plays("drops", ("yes",)) and not leading
    if dropped or any(lexicon.plays("it", words.forms[i]) for i in leading):
        return before
    return None


def stray(scene: Scene, hit: Hit[Step], mention: Mention) -> int:
    """Return how much farther an agreement is from words for leaving or joining that have another object."""
    if hit.value.action not in (ActionCode.WITHDRAWAL, ActionCode.ACCESSION) or mention.first < hit.last:
        return 0
    sentence = scene.words.sentences[mention.sentence]
    between = [a for a in scene.cast.within(hit.last, mention.first) if a.acts and a.last < mention.first]
    led = any(a.acts for a in scene.cast.within(sentence.first, hit.first))
    return STRAY if len(between) > (0 if led else 1) else 0  # the first behind a verb without a subject is the subject


def measure(words: Words, hit: Hit[Step], mention: Mention) -> int:
    """Return how far a step's words stand from an agreement's; a break between them counts as several words."""
    if hit.first >= mention.last:
        between = range(mention.last - 1, hit.first)
    elif hit.last <= mention.first:
        between = range(hit.last - 1, mention.first)
    else:
        return 0
    scale = 1 if words.spaced else 2
    breaks = sum(COMMA for i in between if set(words.between(i)) & set(",;:،；，—–"))
    return (len(between) - 1) // scale + breaks


def make_step(
    scene: Scene, sentence: Sentence, hit: Hit[Step], linked: tuple[Mention, Group], parties: tuple[str, ...]
) -> Action:
    """Return one step with its circumstances."""
    mention, group = linked
    modality = Modality.OCCURRED if follows(scene, sentence, hit) else judge(scene, sentence, hit)
    date = find_date(scene, sentence, hit) or find_meeting_day(scene, sentence)
    spot = find_spot(scene, sentence)
    start, end = scene.cut(sentence)
    return Action(
        agreement=group.ref,
        action=hit.value.action,
        modality=modality,
        evidence=(scene.report.span(start, end),),
        date=tell_end(hit, date) if date else None,
        place=spot.place if spot and hit.value.action in JOINT else None,
        by=find_sides(scene, sentence, hit, mention) or find_agents(scene, sentence, hit, group, parties),
        according_to=scene.sources.chain_at(hit.first),
        confidence=0.7,
    )


def judge(scene: Scene, sentence: Sentence, hit: Hit[Step]) -> Modality:
    """Return the modality of a step, by its own words and by those before it in its clause."""
    words, lexicon, told = scene.words, scene.lexicon, hit.value.modality
    reach = SCOPE if words.spaced else SCOPE * 2
    first = max(sentence.first, hit.first - reach)
    commas = 0
    for word in range(hit.first - 1, first - 1, -1):
        commas += bool(set(words.between(word)) & set(",;:،；，"))
        if commas > (lexicon.script.verb_last and told is not Modality.OCCURRED):
            first = word + 1
            break
    found = {cue.value: cue for cue in lexicon.modality.find(words, first, hit.first)}
    ending = next((i for i in range(hit.last - 1, sentence.last - 1) if words.broken[i]), sentence.last - 1)
    far = reach if told is None else 3
    after = lexicon.modality.find(words, hit.last, min(sentence.last, hit.last + far, ending + 1))
    if lexicon.script.verb_last:
        found |= {cue.value: cue for cue in after if cue.value is not Modality.DENIED}
    if Modality.CONDITIONAL in found:
        return Modality.CONDITIONAL
    if Modality.DENIED in found and hit.first - found[Modality.DENIED].last <= (3 if words.spaced else 6):
        return Modality.DENIED
    if told is Modality.OCCURRED and not (lexicon.script.verb_last and after):
        return told
    if Modality.POSSIBLE in found:
        return Modality.POSSIBLE
    if Modality.PLANNED in found or (told is None and any(c.value is Modality.PLANNED for c in after)):
        return Modality.PLANNED
    return told or Modality.OCCURRED


def follows(scene: Scene, sentence: Sentence, hit: Hit[Step]) -> bool:
    """Tell whether talks are told as over by the word before them ("after three years of difficult negotiations")."""
    if hit.value != Step(ActionCode.NEGOTIATION, None):
        return False
    first = max(sentence.first, hit.first - (NEAR_AFTER if scene.words.spaced else 2 * NEAR_AFTER))
    near = range(first, hit.first)
    led = next((i for i in reversed(near) if scene.lexicon.plays("after", scene.words.forms[i])), None)
    return led is not None and not any(scene.words.broken[i] for i in range(led, hit.first - 1))


def find_date(scene: Scene, sentence: Sentence, hit: Hit[Step]) -> DateHit | None:
    """Return the date of a step: the nearest in its sentence, that of its own clause first."""
    inside = [d for d in scene.dates if sentence.first <= d.first < sentence.last and d.first >= scene.blocked]
    told = scene.sources.range_at(hit.first)
    inside = [d for d in inside if not stale(d) and scene.sources.range_at(d.first) == told]
    if not inside:
        return None
    best = min(inside, key=lambda d: distance(scene.words, d.first, d.last, hit.first, hit.last))
    far = distance(scene.words, best.first, best.last, hit.first, hit.last)
    others = scene.lexicon.steps.find(scene.words, sentence.first, sentence.last)
    nearer = [distance(scene.words, best.first, best.last, o.first, o.last) for o in others if o.first != hit.first]
    if far - min(nearer, default=far) > MUCH_NEARER:  # the date is of another step
        return None
    return best if far <= (FARTHEST if scene.words.spaced else 2 * FARTHEST) else None


def find_spot(scene: Scene, sentence: Sentence) -> Spot | None:
    """Return the place that a sentence names, the dateline apart."""
    return next(
        (s for s in scene.spots if sentence.first <= s.first < sentence.last and s.first >= scene.blocked), None
    )


def find_meeting_day(scene: Scene, sentence: Sentence) -> DateHit | None:
    """Return the day of the meeting after which a step is told ("after the talks"): the first day told."""
    if not scene.lexicon.afterwards.find(scene.words, sentence.first, sentence.last):
        return None
    before = [
        d for d in scene.dates if scene.blocked <= d.first < sentence.first and len(d.date.edtf) == len("2025-01-17")
    ]
    return before[0] if before else None


def stale(date: DateHit) -> bool:
    """Tell whether a date has no day that can be told."""
    return not date.date.edtf


def distance(words: Words, first: int, last: int, other: int, other_last: int) -> int:
    """Return how far two ranges of words stand apart; breaks count as several words."""
    between = range(last - 1, other) if last <= other else range(other_last - 1, first)
    return len(between) + sum(COMMA for i in between if set(words.between(i)) & set(",;:،；，—–"))


def find_agents(
    scene: Scene, sentence: Sentence, hit: Hit[Step], group: Group, parties: tuple[str, ...]
) -> tuple[Agent, ...]:
    """Return who takes a step: the actors before it in its clause, or behind it, or the parties of the agreement."""
    action = hit.value.action
    actors = [a for a in scene.cast.within(sentence.first, sentence.last) if a.acts and not is_source(scene, a)]
    free = [a for a in actors if not any(m.holds(a.first) and m.strength != "verb" for m in group.mentions)]
    before = nearest(scene.words, [a for a in free if a.last <= hit.first], hit.first)
    subjects = [a for a in before if not governed(scene.words, scene.lexicon, a.first)]
    before = before if action in JOINT else subjects
    after = [a for a in free if a.first >= hit.last and a.first - hit.last < 8]
    chosen = before or after
    if action in JOINT:
        own = {code for m in group.mentions for code in m.sides}
        held = [a for a in actors if any(m.holds(a.first) for m in group.mentions) and set(a.codes) <= own]
        joined = list_agents(chosen if len(codes_of(chosen)) >= 2 else (*chosen, *held))
        if action is not ActionCode.SIGNATURE or len(joined) != 1:
            return joined or name_parties(scene, parties)
        return joined if before else name_parties(scene, parties) or joined
    if not chosen and action in SINGLE:  # who tells of a step without a subject takes it ("it said it would withdraw")
        return tuple(agent for agent in scene.sources.chain_at(hit.first) if agent.actor)
    return list_agents(chosen[-1:] if action in SINGLE and not joined_to(scene, chosen) else chosen)


def tell_end(hit: Hit[Step], date: DateHit) -> ImpreciseDate:
    """Return the date of a step; of one that ends an agreement, the day until which it was to last."""
    edtf = date.date.edtf
    if hit.value.action in ENDING and edtf.startswith("../"):
        return parse_edtf(edtf.removeprefix("../")).with_text(date.date.text)
    return date.date


def find_sides(scene: Scene, sentence: Sentence, hit: Hit[Step], mention: Mention) -> tuple[Agent, ...]:
    """Return the sides that the name of an agreement has, where they take a common step and only one other is named."""
    if hit.value.action not in JOINT or len(mention.sides) < 2 or mention.strength == "verb":
        return ()
    others = [a for a in scene.cast.within(sentence.first, sentence.last) if a.acts and not mention.holds(a.first)]
    if len(codes_of(others) - set(mention.sides)) != 1 or codes_of(others) & set(mention.sides):
        return ()
    return tuple(name_code(scene, code) for code in mention.sides)


def nearest(words: Words, actors: list[Actor], end: int) -> list[Actor]:
    """Return the actors of the clause before a word, or of the one before it."""
    lists = {two.first for one, two in itertools.pairwise(actors) if one.last == two.first}
    for clause in (",;:،；，—–", ";:；"):
        first = end
        while first > 0 and "\n" not in words.between(first - 1):
            if set(words.between(first - 1)) & set(clause) and first not in lists:
                break
            first -= 1
        inside = [a for a in actors if a.first >= first]
        if inside:
            return inside
    return actors


def joined_to(scene: Scene, actors: list[Actor]) -> bool:
    """Tell whether the last two actors are joined by "and"."""
    if len(actors) < 2:
        return False
    gap = range(actors[-2].last, actors[-1].first)
    if not gap and led_by(scene.words, scene.lexicon, actors[-1].first, "and"):
        return True
    return len(gap) <= 2 and any(scene.lexicon.plays("and", scene.words.forms[i]) for i in gap)


def is_source(scene: Scene, actor: Actor) -> bool:
    """Tell whether an actor only vouches for what is told."""
    return scene.sources.speaks(actor.first)


def codes_of(actors: list[Actor]) -> set[str]:
    """Return the codes that actors stand for."""
    return {code for actor in actors for code in actor.codes}


def list_agents(actors: list[Actor] | tuple[Actor, ...]) -> tuple[Agent, ...]:
    """Return the agents of actors, one for each state, a person before the bare state."""
    found: dict[str, Agent] = {}
    for actor in actors:
        for code in actor.codes:
            agent = actor.agent if actor.agent.actor == code else Agent(name=code, actor=code)
            if code not in found or (agent.office and not found[code].office):
                found[code] = agent
    if not found:  # "the parties to the conflict signed": whom the report does not name
        found = {actor.agent.name: actor.agent for actor in actors if actor.sort == "collective"}
    return tuple(found.values())


def name_parties(scene: Scene, parties: tuple[str, ...]) -> tuple[Agent, ...]:
    """Return the parties of an agreement as agents, by the names that the report gives them."""
    if len(parties) != 2:
        return ()
    return tuple(name_code(scene, code) for code in parties)


def name_code(scene: Scene, code: str) -> Agent:
    """Return a state or organisation by the name that the report gives it."""
    sorts = ("state", "organisation", "group", "capital")
    named = [
        a for a in scene.cast.actors if a.codes == (code,) and a.sort in sorts and (a.sort != "capital" or not a.place)
    ]
    best = min(named, key=lambda actor: sorts.index(actor.sort), default=None)
    return best.agent if best else Agent(name=scene.lexicon.heads.get(code, code), actor=code)


def merge(actions: list[Action]) -> list[Action]:
    """Return the steps without those told twice: the strongest modality of one step stays, with the best date."""
    kept: list[Action] = []
    for action in actions:
        at = next((i for i, other in enumerate(kept) if same_step(action, other)), None)
        if at is None:
            kept.append(action)
        else:
            kept[at] = combine(kept[at], action)
    return kept


def same_step(one: Action, other: Action) -> bool:
    """Tell whether two finds tell one step."""
    if (one.agreement, one.action) != (other.agreement, other.action):
        return False
    if {one.modality, other.modality} == RIVALS:
        return False
    if one.date and other.date and not one.date.overlaps(other.date):
        return False
    mine, yours = {a.actor for a in one.by}, {a.actor for a in other.by}
    return one.action not in SINGLE or not mine or not yours or bool(mine & yours)


def combine(one: Action, other: Action) -> Action:
    """Return one step of two tellings of it."""
    strong, weak = sorted((one, other), key=lambda a: RANK.index(a.modality))
    date = strong.date or weak.date
    if strong.date and weak.date and strong.modality is weak.modality and strong.date.contains(weak.date):
        date = weak.date
    by = strong.by if len(strong.by) >= len(weak.by) else weak.by
    sources = strong.according_to or weak.according_to
    place = strong.place or weak.place
    return msgspec.structs.replace(strong, date=date, place=place, by=by, according_to=sources)
