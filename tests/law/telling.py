"""A short hand for claims in tests: ``tell("2018-10-20 USA withdrawal planned")``."""

from __future__ import annotations

import datetime as dt

from depositary.law.status import Standing, find_status
from depositary.model.claim import Claim
from depositary.model.dates import ImpreciseDate, parse_edtf
from depositary.model.reading import Agent
from depositary.model.vocabulary import ActionCode, Bearing, Kind, Modality, Organ

TABLE = "standing=100"  # the depositary's own table


def date_of(text: str) -> ImpreciseDate:
    """Return a date in EDTF: a day, a month, a year, or an interval ``a/b``."""
    return parse_edtf(text)


def tell_one(line: str, number: int) -> Claim:
    """Read ``KNOWN ACTORS ACTION MODALITY [DATE] [NAME=VALUE ...]``.

    ``-`` is nobody, ``+`` is and; the names are standing, stories, report, bearing, total.
    """
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
        standing=int(options.get("standing", 0)),
        stories=int(options.get("stories", 1)),
        bearing=Bearing(options["bearing"]) if "bearing" in options else None,
        total=int(options["total"]) if "total" in options else None,
    )


def agent_of(word: str) -> Agent:
    """Read ``RUS``, or an organ of it as ``chamber@RUS``."""
    organ, _, actor = word.rpartition("@")
    return Agent(actor, actor=actor, organ=Organ(organ) if organ else None)


def tell(story: str) -> list[Claim]:
    """Return the claims of a story, one a line; ``#`` begins a comment line."""
    lines = [line.strip() for line in story.strip().splitlines() if line.strip() and line.strip()[0] != "#"]
    return [tell_one(line, number) for number, line in enumerate(lines, 1)]


def table(rows: str, retrieved: str = "2026-11-01") -> str:
    """Return the story of a depositary's table, one act a line: ``ALB deposit 1990-06-01 [NAME=VALUE ...]``."""
    lines = [row.split() for row in rows.strip().splitlines() if row.strip()]
    return "\n".join(f"{retrieved} {who} {act} occurred {' '.join(rest)} {TABLE}" for who, act, *rest in lines)


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
