"""The page of one agreement, and its parts that can be long: steps, participants, evidence.

Of an agreement of hundreds of parties the page shows what fits on a few screens: the whole tables have pages of
their own.

>>> STORIES
6
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from depositary.languages.wording import name_actor, write_code
from depositary.law.status import Standing
from depositary.law.weighing import DEPOSITARY_STANDING
from depositary.model.vocabulary import Modality
from depositary.register.queries import (
    Dossier,
    Evidence,
    TimelineStep,
    answer_status,
    find_standing,
    list_participants,
    show_claim,
)
from depositary.register.queries.details import Detail, Story, detail
from depositary.register.register import Register, day_or_today
from depositary.register.resolution.linking import resolve
from depositary.web.asking import Asked
from depositary.web.drawing import Stand, draw
from depositary.web.following import write_changes
from depositary.web.memory import remembered
from depositary.web.ordering import Column, arrange_rows, list_heads
from depositary.web.pages import fill, parse, shelf_of
from depositary.web.participants import COLUMNS, count_statuses, list_cells
from depositary.web.reports import load_languages
from depositary.web.summary import explain_status, summarise

STORIES = 6  # stories on the page of an agreement
CLAIMS = 6  # claims of one report there
STEPS = 40  # steps in the table there
SHORT_TABLE = 12  # participants up to which their table is not folded
ROWS = 100  # rows on one page of a part
MORE_STORIES = 40  # stories on one page of the evidence
KNOWN_DAYS = 24  # days on which something was learnt, to go to

STEP_COLUMNS: tuple[Column[TimelineStep], ...] = (
    Column("day", "Day", lambda step: step.day),
    Column("step", "Step", lambda step: write_code(step.action)),
    Column("modality", "Reported as", lambda step: list(Modality).index(Modality(step.modality))),
    Column("actors", "By", lambda step: ", ".join(map(name_actor, step.actors)).casefold()),
    Column("known", "Known since", lambda step: step.known_on),
    Column("stories", "Stories", lambda step: step.stories),
)


@dataclass(frozen=True)
class Quoted:
    """A story with the claims of each of its reports; ``left_out`` are the claims that are not shown, by report."""

    story: Story
    claims: dict[str, list[Evidence]]
    left_out: dict[str, int]

    @property
    def quote(self) -> str:
        """The first words that it is quoted with, or what it is; empty where it makes no claim."""
        told = [claim for own in self.claims.values() for claim in own]
        if told and told[0].standing >= DEPOSITARY_STANDING:
            return "Official status table"
        return next((span.text for claim in told for span in claim.evidence), "")

    @property
    def count(self) -> int:
        """How many claims it makes."""
        return sum(map(len, self.claims.values())) + sum(self.left_out.values())


def find_home(register: Register, name: str) -> str:
    """Return the agreement that an id leads to now.

    Raises:
        HTTPException: it leads nowhere.
    """
    with register.store.reading() as connection:
        found = resolve(connection, name)
    if not found:
        raise HTTPException(404)
    return found


@dataclass(frozen=True)
class Opened:
    """An agreement on two days: what is known of it, where it stands, and its details.

    ``stand`` tells where it stands on any day, by the same knowledge.
    """

    dossier: Dossier
    standing: Standing
    details: Detail
    stand: Stand


def open_dossier(register: Register, name: str, asked: Asked) -> Opened | None:
    """Return an agreement with its details; ``None`` where nothing was known of it by that day."""
    on, known = day_or_today(asked.on or None), day_or_today(asked.known or None).isoformat()
    clock, unsure = asked.asking["known_by"], bool(asked.unsure)
    found = register.find(name, known=known, known_by=clock, limit=1)
    if not found:
        return None
    stand = functools.partial(find_standing, found[0], known="" if clock == "arrival" else known, unsure=unsure)
    standing = stand(on)
    answer = answer_status(found[0], on, known, known_by=clock, unsure=unsure, standing=standing)
    with register.store.reading() as connection:
        return Opened(found[0], standing, detail(connection, found[0], answer), stand)


def agreement(request: Request) -> Response:
    """Answer with the page of one agreement; an id that was merged leads to where it is now."""
    asked, register = parse(request), shelf_of(request).register
    name = request.path_params["id"]
    home_id = find_home(register, name)
    if home_id != name:
        return RedirectResponse(asked.there(f"/agreements/{home_id}"), 301)
    opened = open_dossier(register, name, asked)
    if opened is None:
        return fill(request, "unknown.html", asked, id=name)
    return fill(request, "agreement.html", asked, id=name, **describe(register, opened, asked))


def describe(register: Register, opened: Opened, asked: Asked) -> dict[str, Any]:
    """Return what the page of an agreement shows."""
    dossier, details, on = opened.dossier, opened.details, day_or_today(asked.on or None)
    table = list_participants(dossier, on, details.status.known, standing=opened.standing)
    quoted = quote_stories(dossier, details.stories[::-1][:STORIES], CLAIMS)
    days = sorted(list_known_days(register, dossier, asked))
    return {
        "a": details.status,
        "d": details,
        "sentence": summarise(details.status, details.steps),
        "reason": explain_status(details.status),
        "because": list_because(details.status.because),
        "drawings": draw(details.steps, on, opened.standing, opened.stand),
        "table": table,
        "participants": [(row, list_cells(row)) for row in arrange_rows(table.participants, COLUMNS, asked.by)],
        "counts": count_statuses(table.participants),
        "heads": list_heads(COLUMNS, asked.by),
        "folded": table.total > SHORT_TABLE,
        "steps": details.steps[-STEPS:],
        "quoted": quoted,
        "language": find_languages(register, quoted, details),
        "known_days": days[-KNOWN_DAYS:],
        "known_total": len(days),
    }


def list_because(claims: Iterable[Evidence]) -> list[Evidence]:
    """Return the claims that a status rests on, each with other words than those before."""
    told: dict[tuple[str, str], Evidence] = {}
    for claim in claims:
        told.setdefault((claim.action, claim.evidence[0].text if claim.evidence else ""), claim)
    return list(told.values())


def list_known_days(register: Register, dossier: Dossier, asked: Asked) -> set[str]:
    """Return the days on which something was learnt of an agreement, up to now."""
    found = register.find(dossier.id, limit=1) if asked.known else [dossier]
    return {claim.known_on for each in found for claim in each.claims}


def quote_stories(dossier: Dossier, stories: Iterable[Story], most: int) -> list[Quoted]:
    """Return stories with what each report claims, at most so many claims of each."""
    by_report: dict[str, list[Any]] = {}
    for claim in dossier.claims:
        by_report.setdefault(claim.report, []).append(claim)
    found = []
    for story in stories:
        own = {source.id: by_report.get(source.id, []) for source in story.reports}
        shown = {name: [show_claim(claim, dossier) for claim in told[:most]] for name, told in own.items()}
        found.append(Quoted(story, shown, {name: len(told) - most for name, told in own.items() if len(told) > most}))
    return found


def find_languages(register: Register, quoted: Iterable[Quoted], details: Detail | None = None) -> Callable[[str], str]:
    """Return what tells the language of each report that a page quotes."""
    wanted = {source.id for each in quoted for source in each.story.reports}
    if details:
        wanted |= {told.report for told in details.statements} | {c.report["id"] or "" for c in details.status.because}
    known = load_languages(register, wanted)
    return lambda report: known.get(report, "en")


def open_part(request: Request) -> tuple[Asked, str, Opened]:
    """Return what a part of the page of an agreement is made of.

    Raises:
        HTTPException: there is no such agreement, or nothing was known of it.
    """
    asked, register, name = parse(request), shelf_of(request).register, request.path_params["id"]
    opened = open_dossier(register, find_home(register, name), asked)
    if opened is None:
        raise HTTPException(404, f"nothing was known of {name} by {asked.known}")
    return asked, name, opened


def cut(rows: list[Any], asked: Asked, size: int) -> dict[str, Any]:
    """Return the rows of the page that is asked, and how many pages there are."""
    start = (asked.page - 1) * size
    return {"rows": rows[start : start + size], "total": len(rows), "pages": max(1, -(-len(rows) // size))}


def steps(request: Request) -> Response:
    """Answer with the page of all steps of an agreement."""
    asked, name, opened = open_part(request)
    rows = arrange_rows(opened.details.steps, STEP_COLUMNS, asked.by)
    heads = list_heads(STEP_COLUMNS, asked.by)
    values = {"id": name, "a": opened.details.status, "heads": heads, **cut(rows, asked, ROWS)}
    return fill(request, "steps.html", asked, **values)


def evidence(request: Request) -> Response:
    """Answer with the page of everything that reports say of an agreement, the latest story first."""
    asked, name, opened = open_part(request)
    shown = cut(opened.details.stories[::-1], asked, MORE_STORIES)
    quoted = quote_stories(opened.dossier, shown["rows"], ROWS)
    language = find_languages(shelf_of(request).register, quoted)
    values = {"id": name, "a": opened.details.status, "quoted": quoted, "language": language, **shown}
    return fill(request, "evidence.html", asked, **values)


def changes(request: Request) -> Response:
    """Answer with what became known of an agreement as an Atom feed (RFC 4287): each entry quotes what changed."""
    _, name, opened = open_part(request)
    base = str(request.base_url).rstrip("/")
    body = write_changes(opened.dossier, opened.details.status.title, f"{base}/agreements/{name}")
    return Response(body, media_type="application/atom+xml")


ROUTES = [
    Route("/agreements/{id}", remembered(agreement)),
    Route("/agreements/{id}/steps", remembered(steps)),
    Route("/agreements/{id}/evidence", remembered(evidence)),
    Route("/agreements/{id}/changes.atom", remembered(changes)),
]
