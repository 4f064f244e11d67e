"""The drawing of an agreement's life: bars of its status over time, and its steps on one axis.

>>> Axis("2024-01-01", "2024-12-31").place("2024-01-01")
20
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from depositary.languages.wording import name_actor, write_code, write_date
from depositary.model.dates import ImpreciseDate
from depositary.register.queries.dossiers import Dossier
from depositary.register.queries.law_context import find_standing
from depositary.register.queries.timeline import TimelineStep

WIDTH = 960
MARGIN = 20
ROW = 26
LONGEST = 40  # steps that are drawn; the table beside holds all
DAYS = 60  # days on which the status is asked, at most
SHORT = 1000  # days; a shorter axis is marked by months
NEAR = 180  # days after the last step that are drawn at most, or a third of the whole
LETTER = 7  # units of width that a letter of a label takes, about


@dataclass(frozen=True)
class Axis:
    """An axis of days from ``first`` to ``last``, in the units of the drawing."""

    first: str
    last: str

    def place(self, day: str) -> int:
        """Return where a day lies; days outside lie on the edge."""
        start, end = number(self.first), number(self.last)
        share = (number(day) - start) / max(end - start, 1)
        return round(MARGIN + min(max(share, 0), 1) * (WIDTH - 2 * MARGIN))

    def ticks(self) -> list[tuple[int, str]]:
        """Return the marks of the axis: years, or months where it is short."""
        if number(self.last) - number(self.first) < SHORT:
            months = list_months(self.first, self.last)
            every = max(1, -(-len(months) // 10))
            return self.show([(self.place(day), words) for day, words in months[::every]])
        years = range(int(self.first[:4]), int(self.last[:4]) + 1)
        step = max(1, -(-len(years) // 10))
        days = [f"{year:04}-01-01" for year in years if year % step == 0]
        return self.show([(self.place(day), day[:4]) for day in days if day >= self.first])

    def show(self, ticks: list[tuple[int, str]]) -> list[tuple[int, str]]:
        """Return marks, without the words of one that would run out of the frame."""
        return [(x, words if x + LETTER * len(words) < WIDTH else "") for x, words in ticks]


@dataclass(frozen=True)
class Bar:
    """A status from one day to another, or an agreement's span with its title."""

    x: int
    width: int
    code: str
    words: str
    title: str = ""


@dataclass(frozen=True)
class Mark:
    """A step: a dot, and a line where its day is an interval; ``side`` is where its label's text begins or ends."""

    x: int
    left: int
    right: int
    y: int
    form: str
    label: str
    words: str
    claim: str
    label_x: int
    side: str


@dataclass(frozen=True)
class Drawing:
    """All that the template draws."""

    width: int
    height: int
    ticks: list[tuple[int, str]]
    today: int | None
    bars: list[Bar]
    marks: list[Mark]
    left_out: int


def number(day: str) -> int:
    """Return a day as a number."""
    return dt.date.fromisoformat(day[:10]).toordinal()


def list_months(first: str, last: str) -> list[tuple[str, str]]:
    """Return the first days of the months between two days, with their names."""
    year, month = int(first[:4]), int(first[5:7])
    found = []
    while f"{year:04}-{month:02}-01" <= last:
        day = dt.date(year, month, 1)
        found.append((day.isoformat(), day.strftime("%b %Y")))
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    return [pair for pair in found if pair[0] >= first]


def draw(dossier: Dossier, steps: Sequence[TimelineStep], on: dt.date) -> Drawing | None:
    """Draw the life of an agreement; ``None`` where no step is told."""
    dated = [step for step in steps if step.day]
    if not dated:
        return None
    shown = sorted(sorted(dated, key=lambda s: (-s.standing, -s.stories))[:LONGEST], key=lambda s: s.day)
    axis = span_axis(shown, on)
    marks = [draw_step(axis, step, place) for place, step in enumerate(shown)]
    bars = draw_bars(axis, dossier, shown, on)
    now = axis.place(on.isoformat()) if axis.first <= on.isoformat() <= axis.last else None
    return Drawing(WIDTH, 78 + ROW * len(marks), axis.ticks(), now, bars, marks, len(dated) - len(shown))


def span_axis(steps: Iterable[TimelineStep], on: dt.date) -> Axis:
    """Return the axis that holds all steps, with room on both sides, and the day that is asked where it is near."""
    days = [day for step in steps for day in span(step)]
    first, last = number(min(days)), number(max(days))
    quiet = max(NEAR, (last - first) // 3)
    last = max(last, min(on.toordinal(), last + quiet))
    room = max(20, (last - first) // 25)
    low, high = max(first - room, 1), min(last + room, dt.date.max.toordinal())
    return Axis(dt.date.fromordinal(low).isoformat(), dt.date.fromordinal(high).isoformat())


def span(step: TimelineStep) -> tuple[str, str]:
    """Return the first and last day on which a step can be."""
    first = (step.date.earliest if step.date else None) or step.day
    return first, max((step.date.latest if step.date else None) or first, first)


def draw_step(axis: Axis, step: TimelineStep, place: int) -> Mark:
    """Return the mark of a step in its row."""
    left, right = (axis.place(day) for day in span(step))
    middle = (left + right) // 2
    words = tell(step)
    label = name_step(step)
    fits = right + 14 + LETTER * len(label) < WIDTH
    return Mark(
        x=middle,
        left=left,
        right=right,
        y=74 + ROW * place,
        form="disputed" if step.disputed else step.modality,
        label=label,
        words=words,
        claim=step.claims[0],
        label_x=right + 12 if fits else left - 12,
        side="start" if fits else "end",
    )


def name_step(step: TimelineStep) -> str:
    """Return a step with up to two of its doers, as a label."""
    doers = [name_actor(actor) for actor in step.actors[:2]]
    return f"{write_code(step.action)}, {' and '.join(doers)}" if doers else write_code(step.action)


def tell(step: TimelineStep) -> str:
    """Return a step in words, for whoever hovers or listens."""
    parts = [write_code(step.action), step.modality, tell_day(step.date, step.known_on)]
    return ", ".join([*parts, *(["disputed"] if step.disputed else [])])


def tell_day(date: ImpreciseDate | None, known_on: str) -> str:
    """Return a date in words; without one the day from which it was known."""
    return write_date(date) if date else f"not dated, known since {known_on}"


def draw_bars(axis: Axis, dossier: Dossier, steps: Iterable[TimelineStep], on: dt.date) -> list[Bar]:
    """Return the bars of the status, from the first step to the day that is asked."""
    days = sorted({day for step in steps for day in span(step) if day <= on.isoformat()})[-DAYS:]
    changes: list[tuple[str, str]] = []
    for day in days:
        status = str(find_standing(dossier, dt.date.fromisoformat(day)).status)
        if not changes or changes[-1][1] != status:
            changes.append((day, status))
    ends = [*[day for day, _ in changes[1:]], on.isoformat()][: len(changes)]
    return [draw_bar(axis, day, end, status) for (day, status), end in zip(changes, ends, strict=True)]


def draw_bar(axis: Axis, first: str, last: str, status: str) -> Bar:
    """Return the bar of one status."""
    x = axis.place(first)
    return Bar(x, max(axis.place(last) - x, 2), status, f"{write_code(status)}, {first} to {last}")


def draw_spans(spans: Sequence[tuple[str, str, str, str]], on: dt.date) -> tuple[list[tuple[int, str]], list[Bar]]:
    """Draw the spans of several agreements on one axis.

    Args:
        spans: first day, last day, status and title of each.
        on: the day that is asked.
    """
    days = [day for first, last, _, _ in spans for day in (first, last)] + [on.isoformat()]
    axis = Axis(min(days), max(days))
    bars = [
        Bar(axis.place(a), max(axis.place(b) - axis.place(a), 6), code, f"{title}: {a} to {b}", title)
        for a, b, code, title in spans
    ]
    return axis.ticks(), bars
