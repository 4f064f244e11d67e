"""Communiqués: a joint statement that a report prints or names is adopted by those who make it.

>>> JOINT.search("Joint Statement of Arland and Borduria") is not None
True
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from depositary.model.dates import ImpreciseDate
from depositary.model.reading import Action, Agent
from depositary.model.vocabulary import ActionCode, Kind, Modality
from depositary.reading.mentions import Actors, AgreementMention, Agreements, DateMention, Statements
from depositary.reading.statements import find_release
from depositary.reading.steps.agent_phrases import member_agents, merge_agents, state_agent
from depositary.reading.text import Analysis

JOINT = re.compile(r"\b(?:joint|common|leaders['’]) (?:\w+ )?(?:statement|declaration|communiqu[eé]|pledge)", re.I)
MAKERS = re.compile(
    r"\s(?:of|by|from|between)\s(?:the\s)?"
    r"(?:(?:[Gg]overnments|[Ll]eaders|[Pp]residents|[Ff]oreign [Mm]inisters)\sof\s(?:the\s)?)?"
)
MADE = frozenset({ActionCode.ADOPTION, ActionCode.SIGNATURE})


def find_communiques(
    analysis: Analysis,
    actors: Actors,
    *,
    dates: tuple[DateMention, ...],
    agreements: Agreements,
    statements: Statements,
    told: list[Action],
) -> Iterator[Action]:
    """Yield the adoption of each joint statement of which no adoption or signature is told.

    Args:
        analysis: the report.
        actors: its actors.
        dates: its dates.
        agreements: its agreements.
        statements: who vouches for which range.
        told: the actions found by frames.
    """
    done = {action.agreement for action in told if action.action in MADE}
    for agreement in agreements.agreements:
        if agreement.kind is Kind.DECLARATION and agreement.ref not in done:
            mention = naming_mention(analysis, actors, agreements, agreement.ref)
            if mention is not None:
                action = adopt(analysis, actors, agreements, statements, mention)
                yield msgspec.structs.replace(action, date=line_date(analysis, dates, agreements, mention))


def naming_mention(analysis: Analysis, actors: Actors, agreements: Agreements, ref: str) -> AgreementMention | None:
    """Return the mention that shows a joint statement to be made: the headline's, or one with its makers."""
    for mention in agreements.mentions:
        joint = JOINT.search(analysis.text, mention.start, mention.end) if mention.ref == ref else None
        if joint and (analysis.sentences[mention.sentence].headline or is_signed(analysis, actors, joint.end())):
            return mention
    return None


def line_date(
    analysis: Analysis, dates: tuple[DateMention, ...], agreements: Agreements, mention: AgreementMention
) -> ImpreciseDate | None:
    """Return the one date beside a statement's name on its line or alone on the next, in no agreement's words."""
    named = agreements.in_sentence(mention.sentence)
    beside = [d for d in dates if d.sentence == mention.sentence and not any(m.overlaps(d.start, d.end) for m in named)]
    after = analysis.sentences[mention.sentence + 1 : mention.sentence + 2]
    alone = [d for s in after for d in dates if d.sentence == s.index and d.end - d.start >= len(s.text) - 1]
    return beside[0].date if len(beside) == 1 else alone[0].date if alone and not beside else None


def is_signed(analysis: Analysis, actors: Actors, end: int) -> bool:
    """Tell whether "of", "by" or "from" and an actor follow a joint statement's noun."""
    found = MAKERS.match(analysis.text, end)
    return found is not None and any(m.start <= found.end() < m.end for m in actors.mentions)


def makers(analysis: Analysis, actors: Actors, mention: AgreementMention) -> list[Agent]:
    """Return the actors named in the mention, or in its line where that is a headline."""
    sentence = analysis.sentences[mention.sentence]
    start, end = (sentence.start, sentence.end) if sentence.headline else (mention.start, mention.end)
    return merge_agents(agent for m in actors.within(start, end) for agent in member_agents(actors, m))


def adopt(
    analysis: Analysis, actors: Actors, agreements: Agreements, statements: Statements, mention: AgreementMention
) -> Action:
    """Return the adoption of a joint statement by its makers, or else by its parties."""
    named = makers(analysis, actors, mention)
    release = find_release(analysis, actors)
    speakers = list(release.speakers) if release is not None else []
    parties = speakers or [state_agent(actors, code, code) for code in agreements.get(mention.ref).parties]
    return Action(
        agreement=mention.ref,
        action=ActionCode.ADOPTION,
        modality=Modality.OCCURRED,
        evidence=(analysis.report.span(mention.start, mention.end),),
        by=tuple(named if len(named) > 1 else parties),
        according_to=statements.chain_at(mention.start, mention.end),
        confidence=0.6,
    )
