"""The pages about the register: what it is, how it works, how often it is right, what its words mean, how to cite it.

>>> [row["term"] for row in load_glossary() if row["part"] == "Status"][0]
'unknown'
"""

from __future__ import annotations

import functools
from importlib.metadata import version
from itertools import groupby
from typing import Any

from sqlalchemy import func, select
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from depositary.data_files import read_table
from depositary.exchange.table_schema import load_measure, load_measured
from depositary.register.register import Register, day_or_today
from depositary.register.storage.schema import readings, reports
from depositary.web.memory import remembered
from depositary.web.openapi import describe
from depositary.web.pages import fill, parse, shelf_of
from depositary.web.shelf import count_held


@functools.cache
def load_glossary() -> tuple[dict[str, str], ...]:
    """Load what the words mean: the basics, then the terms of some vocabularies in fuller words than the codebook."""
    return read_table("depositary.web", "glossary.tsv")


def describe_register(register: Register) -> dict[str, Any]:
    """Return how much a register holds, from when to when, and which readers made it."""
    with register.store.reading() as connection:
        days = connection.execute(select(func.min(reports.c.known_on), func.max(reports.c.known_on))).one()
        readers = connection.execute(select(readings.c.reader).where(readings.c.retired_at.is_(None)).distinct())
        named = sorted(readers.scalars())
    return {"first": days[0], "last": days[1], "readers": named, **count_held(register)}


def about(request: Request) -> Response:
    """Answer with the page of what the register is and holds."""
    asked, shelf = parse(request), shelf_of(request)
    held = describe_register(shelf.register)
    held["agreements"] = len(shelf.lines(asked.on, asked.known, asked.how).lines)
    return fill(request, "about.html", asked, held=held, version=version("depositary"))


def method(request: Request) -> Response:
    """Answer with the page of how a report becomes a status."""
    return fill(request, "method.html", parse(request))


def accuracy(request: Request) -> Response:
    """Answer with the page of how often the reader is right."""
    return fill(request, "accuracy.html", parse(request), rows=load_measured(), notes=load_measure())


def glossary(request: Request) -> Response:
    """Answer with the page of what the words mean."""
    parts = [(part, list(rows)) for part, rows in groupby(load_glossary(), key=lambda row: row["part"])]
    return fill(request, "glossary.html", parse(request), parts_of=parts)


def cite(request: Request) -> Response:
    """Answer with the page of how to cite a page, the register, and a release."""
    today = day_or_today(None).isoformat()
    return fill(request, "cite.html", parse(request), today=today, version=version("depositary"))


def downloads(request: Request) -> Response:
    """Answer with the page of what can be downloaded."""
    return fill(request, "downloads.html", parse(request))


def api(request: Request) -> Response:
    """Answer with the page about the HTTP interface, for people."""
    paths = [(f"/api/v1{path}", each["get"]) for path, each in describe()["paths"].items()]
    told: dict[str, list[str]] = {}
    for each in (each for _, get in paths for each in get["parameters"] if each["in"] == "query"):
        told.setdefault(each["name"], []).append(each["description"])
    parameters = {name: " Or: ".join(dict.fromkeys(words)) for name, words in told.items()}
    return fill(request, "api.html", parse(request), paths=paths, parameters=parameters)


ROUTES = [
    Route("/about", remembered(about)),
    Route("/method", remembered(method)),
    Route("/accuracy", remembered(accuracy)),
    Route("/glossary", remembered(glossary)),
    Route("/cite", remembered(cite)),
    Route("/downloads", remembered(downloads)),
    Route("/api", remembered(api)),
]
