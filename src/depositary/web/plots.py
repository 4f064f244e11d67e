"""The pages of the network and of the map, and the same for programs.

>>> list_others([], ("RUS",))
[]
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from depositary.languages.wording import name_actor
from depositary.model.vocabulary import Area, Kind
from depositary.register.queries.listing import Line
from depositary.web.api import answer, cut_page
from depositary.web.api import parse as parse_strictly
from depositary.web.asking import Asked
from depositary.web.memory import remembered
from depositary.web.network import Partner, Tie, count_ties, count_wide, draw_network
from depositary.web.ordering import Column, arrange_rows, list_heads
from depositary.web.pages import count_years, fill, parse, shelf_of
from depositary.web.shelf import count_facets
from depositary.web.world import HEIGHT, WIDTH, list_contested, list_states, shade_world

ROWS = 200  # rows of a table beside a plot; programs page through all
MOST = 1_000_000
TIE_COLUMNS: tuple[Column[Tie], ...] = (
    Column("one", "Participant", lambda tie: name_actor(tie.one).casefold()),
    Column("other", "and", lambda tie: name_actor(tie.other).casefold()),
    Column("agreements", "Agreements", lambda tie: tie.agreements),
    Column("last", "Latest report", lambda tie: tie.last_on),
)
PARTNER_COLUMNS: tuple[Column[Partner], ...] = (
    Column("name", "Participant", lambda each: name_actor(each.actor).casefold()),
    Column("agreements", "Agreements", lambda each: each.agreements),
    Column("map", "On the map", lambda each: each.actor in list_drawn()),
)


def list_drawn() -> frozenset[str]:
    """Return the codes of the states that the map shows."""
    return frozenset(shape.code for shape in list_states())


def list_others(lines: Sequence[Line], chosen: Sequence[str]) -> list[Partner]:
    """Return the parties of some agreements but for those that are asked for, the most frequent first."""
    return leave_out(count_facets(lines, "party", MOST), chosen)


def leave_out(counted: Iterable[tuple[str, int]], chosen: Sequence[str]) -> list[Partner]:
    """Return how many agreements each party has, but for those that are asked for."""
    return [Partner(actor, count) for actor, count in counted if actor not in chosen]


def list_choices(lines: Iterable[Line], asked: Asked) -> dict[str, list[str]]:
    """Return what the forms offer to choose from."""
    years = [year for year, _ in reversed(count_years([line.first_on for line in lines]))]
    years += [asked.told] if asked.told and asked.told not in years else []
    return {"areas": [str(area) for area in Area], "kinds": [str(kind) for kind in Kind], "years": years}


def name_actors(lines: Sequence[Line]) -> list[tuple[str, str]]:
    """Return the parties of some agreements with their names, in order of these."""
    codes = [code for code, _ in count_facets(lines, "party", MOST)]
    return sorted(((code, name_actor(code)) for code in codes), key=lambda pair: pair[1].casefold())


def network(request: Request) -> Response:
    """Answer with the page of who has what with whom."""
    asked, shelf = parse(request), shelf_of(request)
    everything = shelf.lines(asked.on, asked.known, asked.how)
    shown = shelf.narrow(everything, asked)
    ties = count_ties(shown.lines)
    return fill(
        request,
        "network.html",
        asked,
        drawings=[drawing for drawing in (draw_network(ties), draw_network(ties, narrow=True)) if drawing],
        ties=arrange_rows(ties[:ROWS], TIE_COLUMNS, asked.by),
        heads=list_heads(TIE_COLUMNS, asked.by),
        total=len(ties),
        lines=len(shown.lines),
        wide=count_wide(shown.lines),
        choices=list_choices(everything.lines, asked),
        stated=shown.stated,
    )


def world(request: Request) -> Response:
    """Answer with the map, shaded by the agreements of the states that are asked for, or of all."""
    asked, shelf = parse(request), shelf_of(request)
    everything = shelf.lines(asked.on, asked.known, asked.how)
    shown = shelf.narrow(everything, asked)
    others = list_others(shown.lines, asked.party)
    states, shades = shade_world({each.actor: each.agreements for each in others}, asked.party)
    return fill(
        request,
        "map.html",
        asked,
        states=states,
        shades=shades,
        contested=list_contested(),
        frame=(WIDTH, HEIGHT),
        others=arrange_rows(others, PARTNER_COLUMNS, asked.by),
        heads=list_heads(PARTNER_COLUMNS, asked.by),
        placed={state.shape.code for state in states},
        lines=len(shown.lines),
        actors=name_actors(everything.lines),
        choices=list_choices(everything.lines, asked),
        stated=shown.stated,
    )


def ties(request: Request) -> Response:
    """Answer with the ties between parties, the strongest first."""
    shown = shelf_of(request).select(parse_strictly(request))
    found = count_ties(shown.lines)
    return answer(cut_page(request, found, left_out=count_wide(shown.lines), status_complete=shown.stated))


def partners(request: Request) -> Response:
    """Answer with how many agreements each actor has in what is asked for."""
    asked = parse_strictly(request)
    shown = shelf_of(request).select(asked)
    return answer(cut_page(request, list_others(shown.lines, asked.party), status_complete=shown.stated))


ROUTES = [
    Route("/network", remembered(network)),
    Route("/map", remembered(world)),
    Route("/api/v1/network", remembered(ties)),
    Route("/api/v1/partners", remembered(partners)),
]
