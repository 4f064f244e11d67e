"""A short hand for claims in tests: ``tell("2018-10-20 USA withdrawal planned")``."""

from __future__ import annotations

import datetime as dt

from depositary.law.status import Standing, find_status
from depositary.model.claim import Claim
from depositary.model.dates import ImpreciseDate
from depositary.model.reading import Agent
from depositary.model.text import Span
from depositary.model.vocabulary import ActionCode, Kind, Modality


def date_of(text: str) -> ImpreciseDate:
    """Return a day, a month, or an interval ``a/b``."""
    first, _, last = text.partition("/")
    if len(first) == len("2016-11"):
        first, last = f"{first}-01", f"{first}-30"
    return ImpreciseDate(text, first, last or first)


def tell_one(line: str, number: int) -> Claim:
    """Read ``KNOWN ACTORS ACTION MODALITY [DATE] [standing=N] [stories=N]``; ``-`` is nobody, ``+`` is and."""
    known, actors, action, modality, *rest = line.split()
    options = dict(word.split("=") for word in rest if "=" in word)
    dates = [word for word in rest if "=" not in word]
    by = tuple(agent_of(actor) for actor in actors.split("+")) if actors != "-" else ()
    return Claim(
        f"c{number}",
        "a1",
        ActionCode(action),
        Modality(modality),
        options.get("report", f"r{number}"),
        known,
        date=date_of(dates[0]) if dates else None,
        by=by,
        evidence=(Span(0, 1, options["words"].replace("_", " ")),) if "words" in options else (),
        standing=int(options.get("standing", 0)),
        stories=int(options.get("stories", 1)),
    )


def agent_of(word: str) -> Agent:
    """Read ``RUS`` or ``State_Duma@RUS``."""
    name, _, actor = word.partition("@")
    return Agent(name.replace("_", " "), actor=actor or name)


def tell(story: str) -> list[Claim]:
    """Return the claims of a story, one a line."""
    lines = [line.strip() for line in story.strip().splitlines() if line.strip()]
    return [tell_one(line, number) for number, line in enumerate(lines, 1)]


def ask(story: str, day: str, parties: str = "", kind: str | None = None, **options: object) -> Standing:
    """Return the standing on a day as known on that day."""
    on = dt.date.fromisoformat(day)
    known = options.pop("known", day)
    return find_status(
        tell(story),
        on=on,
        known=dt.date.fromisoformat(str(known)),
        parties=parties.split(),
        kind=Kind(kind) if kind else None,
        **options,  # type: ignore[arg-type]  # the caller's
    )
