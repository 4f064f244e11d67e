"""The description of the HTTP interface (OpenAPI 3.1), made from the types that it answers with.

>>> describe()["openapi"]
'3.1.0'
"""

from __future__ import annotations

import functools
from importlib.metadata import version
from typing import Any

import msgspec

from depositary.model.reading import Reading
from depositary.model.vocabulary import AgreementStatus, Area, Kind, PartyStatus
from depositary.register.curation.doubts import SORTS as SORTS_OF_DOUBTS
from depositary.register.curation.doubts import DoubtedClaim, DoubtedMerge
from depositary.register.curation.history import Entry
from depositary.register.queries.answers import Evidence, StatusAnswer
from depositary.register.queries.details import Detail
from depositary.register.queries.listing import Line
from depositary.register.queries.meetings import Encounter
from depositary.register.queries.participants import ORDERS, ParticipantTable
from depositary.register.queries.search_results import FoundReport
from depositary.register.queries.timeline import Due, TimelineStep
from depositary.register.register import CLOCKS as KNOWLEDGE
from depositary.web.asking import SORTS
from depositary.web.network import Partner, Tie

JsonObject = dict[str, Any]
REF = "#/components/schemas/{name}"
DAY = {
    "type": "string",
    "format": "date",
    "pattern": "^[12][0-9]{3}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$",
}
TEXT = {"type": "string", "maxLength": 300, "pattern": r"^[^\x00]*$"}
WORDS = TEXT | {"pattern": r"^\s*([^\s\x00-\x1f]+\s+){0,11}[^\s\x00-\x1f]*$"}
SOME_WORDS = TEXT | {"minLength": 1, "pattern": r"^\s*([^\s\x00-\x1f]+\s+){0,11}[^\s\x00-\x1f]+\s*$"}
ACTOR = {"type": "string", "pattern": r"^[A-Za-z0-9]([A-Za-z0-9 '.-]{0,78}[A-Za-z0-9.])?$"}


class Problem(msgspec.Struct):
    """What went wrong (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    instance: str


class Kept(msgspec.Struct):
    """A report with its reading; ``claims`` and ``homes`` lead from finds to the register's ids."""

    id: str
    known_on: str
    reading: Reading
    claims: dict[str, str]
    homes: dict[str, str]


class Searched(msgspec.Struct):
    """What a search says besides the agreements; `reports` are those with a passage that has the words."""

    searched: str
    corrected: bool
    suggestion: str | None
    partial: bool
    reports: list[FoundReport]
    report_count: int
    more_reports: bool


TYPES = (
    Searched,
    Line,
    Detail,
    Evidence,
    TimelineStep,
    StatusAnswer,
    ParticipantTable,
    Kept,
    Due,
    Encounter,
    Tie,
    Partner,
    Problem,
    DoubtedMerge,
    DoubtedClaim,
    Entry,
)


def ask(name: str, schema: JsonObject, words: str, place: str = "query") -> JsonObject:
    """Return a parameter."""
    return {"name": name, "in": place, "required": place == "path", "schema": schema, "description": words}


def choose(terms: Any) -> JsonObject:
    """Return the schema of a term of a vocabulary."""
    return {"type": "string", "enum": [str(term) for term in terms]}


KNOWN_BY = ask(
    "known_by",
    choose(KNOWLEDGE),
    "When a report counts: from its publication (default), or from its arrival here.",
)
UNSURE = ask("unsure", choose(["yes"]), "`yes`: steps that the program is not sure of count for the status too.")
CLOCKS = [
    ask("on", DAY, "The day to show; today by default."),
    ask("known", DAY, "Leave out reports after this day."),
]
NAME = ask("q", SOME_WORDS, "A title, an acronym, an id.") | {"required": True}
PAGING = [
    ask(
        "cursor",
        {"type": "string", "pattern": "^o[0-9]{1,7}$"},
        "The value of `next` in the answer before; leave it out for the first part.",
    ),
    ask("limit", {"type": "integer", "minimum": 1, "maximum": 200}, "The largest number of items in one answer."),
]
FILTERS = [
    ask("q", WORDS, "Words, a name, an acronym."),
    ask("party", {"type": "array", "items": ACTOR, "maxItems": 8}, "Names or codes of parties that all take part."),
    ask("kind", choose(Kind), "Kind of agreement, such as treaty."),
    ask("area", choose(Area), "Subject, such as trade."),
    ask("status", choose(AgreementStatus), "Status of the agreement."),
    ask("year", {"type": "string", "pattern": "^[0-9]{4}$"}, "The year in its name."),
    ask("told", {"type": "string", "pattern": "^[0-9]{4}$"}, "The year of the first report on it."),
    ask("source", TEXT, "An outlet that reports on it."),
    ask("disputed", choose(["yes"]), "Only those whose status is disputed."),
    ask("sort", choose(SORTS), "Order of the list."),
]
ROWS = [
    ask("q", WORDS, "Words in a participant's name, or its code."),
    ask("status", choose(PartyStatus), "Status of the participant."),
    ask("remarks", choose(["yes"]), "Only those with a reservation, declaration or objection."),
    ask(
        "sort", choose([*ORDERS, *(f"-{name}" for name in ORDERS)]), "Order of the rows; a minus in front reverses it."
    ),
]
ASKED_STATUS = [NAME, FILTERS[1], *CLOCKS, *PAGING]
ID = ask("id", {"type": "string"}, "An id of the register.", "path")
DOUBT = ask(
    "sort",
    choose(SORTS_OF_DOUBTS[1:]),
    "Other reports contradict it, the program is unsure, or program versions disagree.",
    "path",
)
PAIR = [ask(name, ACTOR, "Name or code of a party.", "path") for name in ("one", "other")]
DAYS = ask("days", {"type": "integer", "minimum": 1, "maximum": 3650}, "Days before and after.")


def page(name: str) -> JsonObject:
    """Return the schema of one page of a list."""
    items = {"type": "array", "items": {"$ref": REF.format(name=name)}}
    fields = {"items": items, "total": {"type": "integer"}, "next": {"type": ["string", "null"]}}
    return {"type": "object", "properties": fields, "required": list(fields)}


def list_found() -> JsonObject:
    """Return the schema of a list of agreements; where words are asked, it says what was searched and found."""
    listed = page("Line")
    listed["properties"]["search"] = {"$ref": REF.format(name="Searched")}
    return listed


def get(words: str, schema: JsonObject, parameters: list[JsonObject], form: str = "application/json") -> JsonObject:
    """Return the description of one address."""
    told = {"application/problem+json": {"schema": {"$ref": REF.format(name="Problem")}}}
    answers = {
        "200": {"description": "Found.", "content": {form: {"schema": schema}}},
        "301": {"description": "The id was merged into another, which Location names."},
        "304": {"description": "Unchanged since the ETag that was sent."},
        "400": {"description": "A value that cannot be asked for.", "content": told},
        "401": {"description": "A token is needed, or the one that was sent is none.", "content": told},
        "404": {"description": "Nothing under this address, or no party with this name.", "content": told},
        "405": {"description": "The interface only reads.", "content": told},
        "429": {"description": "Too many requests; Retry-After says when to come back.", "content": told},
        "503": {"description": "The register cannot be read just now.", "content": told},
    }
    return {"get": {"summary": words, "parameters": parameters, "responses": answers}}


@functools.cache
def describe() -> JsonObject:
    """Return the whole description."""
    _, schemas = msgspec.json.schema_components(TYPES, ref_template=REF)
    detail, kept = ({"$ref": REF.format(name=name)} for name in ("Detail", "Kept"))
    paths = {
        "/agreements": get(
            "Agreements, and counts for filters", list_found(), [*FILTERS, *CLOCKS, KNOWN_BY, UNSURE, *PAGING]
        ),
        "/agreements/{id}": get("One agreement", detail, [ID, *CLOCKS, KNOWN_BY, UNSURE]),
        "/agreements/{id}/claims": get(
            "Its facts, with the words that say them", page("Evidence"), [ID, *CLOCKS, KNOWN_BY, *PAGING]
        ),
        "/agreements/{id}/timeline": get("Its steps", page("TimelineStep"), [ID, *CLOCKS, KNOWN_BY, *PAGING]),
        "/agreements/{id}/participants": get(
            "Its status table", {"$ref": REF.format(name="ParticipantTable")}, [ID, *ROWS, *CLOCKS, KNOWN_BY]
        ),
        "/agreements/{id}/participants.csv": get(
            "Its status table as CSV", {"type": "string"}, [ID, *ROWS, *CLOCKS, KNOWN_BY], form="text/csv"
        ),
        "/status": get(
            "Status of every agreement with this name",
            page("StatusAnswer"),
            [NAME, FILTERS[1], *CLOCKS, KNOWN_BY, UNSURE, *PAGING],
        ),
        "/reports/{id}": get("One report and what was read in it", kept, [ID]),
        "/between/{one}/{other}": get("Agreements of two parties", page("StatusAnswer"), [*PAIR, *CLOCKS, *PAGING]),
        "/between/{one}/{other}/meetings": get("Their meetings", page("Encounter"), [*PAIR, CLOCKS[1], *PAGING]),
        "/network": get("Pairs that share agreements, counted", page("Tie"), [*FILTERS, *CLOCKS, *PAGING]),
        "/partners": get("Participants, counted by agreements", page("Partner"), [*FILTERS, *CLOCKS, *PAGING]),
        "/due": get("Planned steps that are coming up", page("Due"), [DAYS, *CLOCKS, *PAGING]),
    }
    paths |= {
        "/doubts/merges": get("Joined reports that may be on two agreements", page("DoubtedMerge"), PAGING),
        "/doubts/{sort}": get(
            "Facts in doubt: disputed or unsure",
            page("DoubtedClaim"),
            [DOUBT, *PAGING],
        ),
        "/history": get("What people decided", page("Entry"), PAGING),
    }
    info = {
        "title": "Depositary",
        "version": version("depositary"),
        "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
    }
    return {
        "openapi": "3.1.0",
        "info": info,
        "servers": [{"url": "/api/v1"}],
        "paths": paths,
        "components": {"schemas": schemas},
    }
