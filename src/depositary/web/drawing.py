"""The timeline of an agreement: bars of its status over time, and its steps on one axis.

A few steps are drawn one below the other, each with its label. Many are drawn as lanes: one for each sort of step,
with columns as high as the steps of that time are many. Each drawing is made twice, wide and for a phone.

>>> Axis("2024-01-01", "2024-12-31").place("2024-01-01")
20
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from depositary.languages.wording import name_actor, write_code, write_date, write_point
from depositary.law.status import Standing
from depositary.model.dates import ImpreciseDate
from depositary.model.vocabulary import Modality
from depositary.register.queries.timeline import TimelineStep
from depositary.web.labels import label_modality

WIDTH = 960
NARROW = 340  # of the drawing for a phone
MARGIN = 20
ROW = 26
LONGEST = 14  # steps that are drawn one by one; more are drawn as lanes
LANES = 7  # lanes that are drawn, those with most steps; the table beside holds all
TALL = 46  # height of a lane, with its label
COLUMN = 22  # height of the highest column of a lane
BINS = 12  # units of width that a column takes
DAYS = 24  # days on which the status is asked, at most; of a longer life its changes are traced back
SPELLS = 12  # statuses of a longer life that are traced back
SHORT = 1000  # days; a shorter axis is marked by months
NEAR = 180  # days after the last step that are drawn at most, or a third of the whole
LETTER = 7  # units of width that a letter of a label takes, about
Stand = Callable[[dt.date], Standing]
Spell = tuple[str, str, str]
"""The first and last day of a status, and its code."""


@dataclass(frozen=True)
class Axis:
    """An axis of days from ``first`` to ``last``, in the units of the drawing."""

    first: str
    last: str
    width: int = WIDTH

    def place(self, day: str) -> int:
        """Return where a day lies; days outside lie on the edge."""
        start, end = number(self.first), number(self.last)
        share = (number(day) - start) / max(end - start, 1)
        return round(MARGIN + min(max(share, 0), 1) * (self.width - 2 * MARGIN))

    def ticks(self) -> list[tuple[int, str]]:
        """Return the marks of the axis: years, or months where it is short."""
        most = 10 if self.width == WIDTH else 3
        if number(self.last) - number(self.first) < SHORT:
            months = list_months(self.first, self.last)
            every = max(1, -(-len(months) // most))
            return self.show([(self.place(day), words) for day, words in months[::every]])
        years = range(int(self.first[:4]), int(self.last[:4]) + 1)
        step = max(1, -(-len(years) // most))
        days = [f"{year:04}-01-01" for year in years if year % step == 0]
        return self.show([(self.place(day), day[:4]) for day in days if day >= self.first])

    def show(self, ticks: list[tuple[int, str]]) -> list[tuple[int, str]]:
        """Return marks, without the words of one that would run out of the frame."""
        return [(x, words if x + LETTER * len(words) < self.width else "") for x, words in ticks]


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
class Lane:
    """All steps of one sort and modality: columns over time as one path, and what it stands for in words."""

    action: str
    form: str
    y: int
    label: str
    path: str


@dataclass(frozen=True)
class Drawing:
    """All that the template draws; either ``marks`` or ``lanes`` hold the steps."""

    width: int
    height: int
    ticks: list[tuple[int, str]]
    today: int | None
    bars: list[Bar]
    marks: list[Mark]
    lanes: list[Lane]


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


def draw(steps: Sequence[TimelineStep], on: dt.date, standing: Standing, stand: Stand) -> list[Drawing]:
    """Draw the life of an agreement, wide and for a phone; nothing where no step has a day.

    ``standing`` is where it stands on the day that is asked; ``stand`` tells it of any day.
    """
    dated = sorted((step for step in steps if step.day), key=lambda step: step.day)
    if not dated:
        return []
    axis = span_axis(dated, on)
    spells = list_spells(dated, on, standing, stand)
    return [draw_on(replace(axis, width=width), dated, spells, on) for width in (WIDTH, NARROW)]


def draw_on(axis: Axis, steps: Sequence[TimelineStep], spells: Sequence[Spell], on: dt.date) -> Drawing:
    """Draw steps and spells of a status on an axis."""
    few = len(steps) <= LONGEST
    marks = [draw_step(axis, step, place) for place, step in enumerate(steps)] if few else []
    lanes = [] if few else draw_lanes(axis, steps)
    bars = [draw_bar(axis, *spell) for spell in spells]
    now = axis.place(on.isoformat()) if axis.first <= on.isoformat() <= axis.last else None
    height = 58 + ROW * len(marks) + TALL * len(lanes)
    return Drawing(axis.width, height, axis.ticks(), now, bars, marks, lanes)


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
    room = max(axis.width - right, left) - 14
    label = name_step(step)
    label = label if LETTER * len(label) < room else f"{label[: max(room // LETTER - 1, 8)].rstrip(' ,')}…"
    fits = right + 14 + LETTER * len(label) < axis.width
    return Mark(
        x=(left + right) // 2,
        left=left,
        right=right,
        y=74 + ROW * place,
        form="disputed" if step.disputed else step.modality,
        label=label,
        words=tell(step),
        claim=step.claims[0],
        label_x=right + 12 if fits else left - 12,
        side="start" if fits else "end",
    )


def draw_lanes(axis: Axis, steps: Sequence[TimelineStep]) -> list[Lane]:
    """Return a lane for each of the most frequent sorts of step, in the order in which they first occur."""
    sorted_out: dict[tuple[str, str], list[TimelineStep]] = {}
    for step in steps:
        sorted_out.setdefault((step.action, step.modality), []).append(step)
    most = sorted(sorted_out, key=lambda key: -len(sorted_out[key]))[:LANES]
    shown = [(key, own) for key, own in sorted_out.items() if key in most]
    return [draw_lane(axis, *key, own, 54 + TALL * place) for place, (key, own) in enumerate(shown)]


def draw_lane(axis: Axis, action: str, form: str, steps: Sequence[TimelineStep], y: int) -> Lane:
    """Return one lane: a column for each stretch of time in which there are steps."""
    counted = Counter(axis.place(span(step)[0]) // BINS for step in steps)
    most = max(counted.values())
    heights = {at: max(4, round(COLUMN * (count / most) ** 0.5)) for at, count in sorted(counted.items())}
    path = "".join(f"M{at * BINS} {y + TALL - 4}v-{high}h{BINS - 2}v{high}z" for at, high in heights.items())
    first, last = steps[0].day[:4], steps[-1].day[:4]
    years = first if first == last else f"{first} to {last}"
    modality = "" if form == Modality.OCCURRED else f", {form}"
    return Lane(action, form, y, f"{write_code(action)}{modality} · {len(steps):,} · {years}", path)


def name_step(step: TimelineStep) -> str:
    """Return a step with up to two of its doers, as a label."""
    doers = [name_actor(actor) for actor in step.actors[:2]]
    return f"{write_code(step.action)}, {' and '.join(doers)}" if doers else write_code(step.action)


def tell(step: TimelineStep) -> str:
    """Return a step in words, for whoever hovers or listens."""
    parts = [name_step(step), label_modality(step.modality), tell_day(step.date, step.known_on)]
    return ", ".join([*parts, *(["disputed"] if step.disputed else [])])


def tell_day(date: ImpreciseDate | None, known_on: str) -> str:
    """Return a date in words; without one the day from which it was known."""
    return write_date(date) if date else f"day not reported, known since {write_point(known_on)}"


def list_spells(steps: Sequence[TimelineStep], on: dt.date, standing: Standing, stand: Stand) -> list[Spell]:
    """Return each status with its first and last day, from the first step to the day that is asked."""
    days = sorted({day for step in steps for day in span(step) if day <= on.isoformat()})
    if len(days) > DAYS:
        return trace_back(days[0], on, standing, stand)
    changes: list[tuple[str, str]] = []
    for day in days:
        status = str(stand(dt.date.fromisoformat(day)).status)
        if not changes or changes[-1][1] != status:
            changes.append((day, status))
    ends = [*[day for day, _ in changes[1:]], on.isoformat()][: len(changes)]
    return [(day, end, status) for (day, status), end in zip(changes, ends, strict=True)]


def trace_back(first: str, on: dt.date, standing: Standing, stand: Stand) -> list[Spell]:
    """Return the spells of a life of many steps, traced back from the day that is asked to where each began."""
    found: list[Spell] = []
    last = on
    while len(found) < SPELLS and last.isoformat() >= first:
        standing = standing if last == on else stand(last)
        begun = max(first, min(standing.day or first, last.isoformat()))
        found.append((begun, last.isoformat(), str(standing.status)))
        last = dt.date.fromisoformat(begun) - dt.timedelta(days=1)
    return found[::-1]


def draw_bar(axis: Axis, first: str, last: str, status: str) -> Bar:
    """Return the bar of one status."""
    x = axis.place(first)
    words = f"{write_code(status)}, {write_point(first)} to {write_point(last)}"
    return Bar(x, max(axis.place(last) - x, 2), status, words)


def draw_spans(
    spans: Sequence[tuple[str, str, str, str]], on: dt.date, width: int = WIDTH
) -> tuple[list[tuple[int, str]], list[Bar]]:
    """Draw the spans of several agreements on one axis.

    Args:
        spans: first day, last day, status and title of each.
        on: the day that is asked.
        width: of the drawing.
    """
    days = [day for first, last, _, _ in spans for day in (first, last)] + [on.isoformat()]
    axis = Axis(min(days), max(days), width)
    bars = [
        Bar(axis.place(a), max(axis.place(b) - axis.place(a), 6), code, f"{title}: {a} to {b}", title)
        for a, b, code, title in spans
    ]
    return axis.ticks(), bars
