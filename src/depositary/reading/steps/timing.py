"""Timing: the day of a step, from its clause, its agreement's own name, its act, or the meeting that it crowns.

>>> sorted(CONCLUDING)
['adoption', 'signature']
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import msgspec

from depositary.model.dates import ImpreciseDate, parse_day
from depositary.model.reading import Action, Meeting
from depositary.model.vocabulary import Modality
from depositary.reading.agent_words import names
from depositary.reading.mentions import AgreementMention, DateMention
from depositary.reading.steps.auxiliaries import is_past
from depositary.reading.steps.candidates import CONCLUDING, Step
from depositary.reading.steps.circumstances import find_date
from depositary.reading.steps.scene import Scene

YEAR = re.compile(r"\b\d{4}\b")


def time_step(
    scene: Scene, step: Step, mentions: Sequence[AgreementMention], dates: Sequence[DateMention]
) -> ImpreciseDate | None:
    """Return when a step is taken, as its sentence tells it.

    Args:
        scene: the report and the sentence.
        step: the step.
        mentions: the sentence's agreements; a date in an agreement's own words is none of a step's.
        dates: the sentence's dates.
    """
    moment = step.frame.action.value in names("momentary")
    ongoing = step.frame.action.value in names("ongoing")
    return find_date(scene, step.token, mentions, dates, moment=moment, ongoing=ongoing) or name_date(step, dates)


def act_date(scene: Scene, step: Step, dates: Sequence[DateMention]) -> ImpreciseDate | None:
    """Return the date of the act that a step's noun belongs to ("the Resolution of ratification of ... of 5 May")."""
    if not step.frame.noun:
        return None
    window = scene.tree.tokens[max(0, step.token.index - 8) : step.token.index]
    act = next((t for t in reversed(window) if t.pos == "PROPN" and t.lower in names("acts")), None)
    if act is None:
        return None
    behind = [d for d in dates if d.start > step.token.end and d.date.exact and is_dated_by(scene, act.end, d)]
    return behind[0].date if behind else None


def is_dated_by(scene: Scene, start: int, date: DateMention) -> bool:
    """Tell whether "of" or "dated" stands before a date and no verb between it and what it dates."""
    before = scene.analysis.text[start : date.start].split()
    between = scene.tree.sentence.tokens_in(start, date.start)
    return before[-1:] in (["of"], ["dated"]) and not any(t.pos == "VERB" for t in between)


def name_date(step: Step, dates: Iterable[DateMention]) -> ImpreciseDate | None:
    """Return the day in an agreement's own words where it is the day of its conclusion ("the 27 November deal")."""
    if step.frame.action.value not in CONCLUDING or step.frame.modality is not None:
        return None
    inside = (d.date for d in dates if step.mention.start <= d.start and d.end <= step.mention.noun)
    return next((day for day in inside if day.exact), None)


def is_contradicted(scene: Scene, step: Step, date: ImpreciseDate | None) -> bool:
    """Tell whether a step told in the past tense would be dated after its report: its year is not the one we took.

    A day after the report's is let be: it is that of another time zone.
    """
    published = scene.analysis.report.published
    if date is None or date.earliest is None or published is None or step.token.tag != "VBD":
        return False
    ahead = parse_day(date.earliest) - parse_day(published)
    return ahead.days > 1 and date.text is not None and not YEAR.search(date.text) and is_past(scene.tree, step.token)


def date_by_meetings(actions: Iterable[Action], meetings: Sequence[Meeting]) -> tuple[Action, ...]:
    """Date what those who met concluded together by the day of their meeting, where nothing else dates it.

    Args:
        actions: the steps of a report.
        meetings: its meetings.
    """
    return tuple(crown(action, meetings) for action in actions)


def crown(action: Action, meetings: Sequence[Meeting]) -> Action:
    """Return a step with the day of the last meeting told before it at which those who took it met."""
    codes = {agent.actor for agent in action.by if agent.actor}
    told = action.modality is Modality.OCCURRED and action.action.value in CONCLUDING
    if action.date is not None or not told or len(codes) < 2:
        return action
    days = [m.date for m in meetings if is_crowned(action, codes, m)]
    return msgspec.structs.replace(action, date=days[-1]) if days else action


def is_crowned(action: Action, codes: set[str], meeting: Meeting) -> bool:
    """Tell whether a meeting has taken place on a known day, before the step is told, among those who took it."""
    together = codes <= {agent.actor for agent in meeting.participants}
    known = meeting.date is not None and meeting.date.exact
    return known and together and meeting.modality is Modality.OCCURRED and told_before(meeting, action)


def told_before(meeting: Meeting, action: Action) -> bool:
    """Tell whether a report tells a meeting before a step."""
    return meeting.evidence[0].start < action.evidence[0].start
