"""Attendance: who met for states, where a step taken at the meeting names them.

>>> lend_persons((), ())
()
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from depositary.model.reading import Action, Agent, Meeting


def lend_persons(meetings: Iterable[Meeting], actions: Sequence[Action]) -> tuple[Meeting, ...]:
    """Name the persons of meetings that name states alone, by the step that is told to be taken there.

    Args:
        meetings: a report's meetings.
        actions: its steps; of one told in the words of a meeting the agents stand for the same states.
    """
    return tuple(lend(meeting, actions) for meeting in meetings)


def lend(meeting: Meeting, actions: Sequence[Action]) -> Meeting:
    """Return a meeting with the persons who take a step in its words for the states that it names."""
    if any(agent.office for agent in meeting.participants):
        return meeting
    there = next((a.by for a in actions if touches(meeting, a) and stand_for(a.by, meeting.participants)), ())
    return msgspec.structs.replace(meeting, participants=there) if there else meeting


def touches(meeting: Meeting, action: Action) -> bool:
    """Tell whether a step and a meeting are told in the same words."""
    one, other = meeting.evidence[0], action.evidence[0]
    return one.start < other.end and other.start < one.end


def stand_for(persons: Sequence[Agent], states: Sequence[Agent]) -> bool:
    """Tell whether all are holders of office, one for each of the states."""
    codes = [agent.actor for agent in persons]
    return (
        all(agent.office for agent in persons)
        and len(codes) == len(set(codes))
        and set(codes) == {agent.actor for agent in states}
    )
