"""The example: reports on the life of one treaty, to be loaded into a register that is still empty.

>>> [place.name for place in PLACES]
['example.jsonl', 'reports.jsonl']
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from depositary.errors import InputError
from depositary.register.intake.ledger import Submission
from depositary.register.intake.readings import Intake
from depositary.sources import Details, Refusal, open_inputs, read_input
from depositary.web.pages import shelf_of
from depositary.web.shelf import count_held

HERE = Path(__file__).parent
PLACES = (HERE / "example.jsonl", HERE.parents[2] / "examples/russia-iran/reports.jsonl")
"""Where the example lies in an installed package, and in a copy of the project."""


def find_example() -> Path | None:
    """Return the file of the example reports; ``None`` where it was not installed."""
    return next((place for place in PLACES if place.is_file()), None)


def load(request: Request) -> Response:
    """Read the example reports into an empty register, and go to the first page.

    Raises:
        InputError: the register holds reports already, or the example was not installed.
    """
    shelf, state = shelf_of(request), request.app.state
    place: Path | None = state.example
    if place is None or count_held(shelf.register)["reports"]:
        raise InputError("the example is loaded into an empty register only, and this one holds reports already")
    Intake(shelf.register.store, state.read, state.reader).take(list(list_offers(place)))
    return RedirectResponse("/", 303)


def list_offers(place: Path) -> Iterator[Submission]:
    """Yield the example reports, each with its place."""
    for source in open_inputs([str(place)]):
        offered = [source] if isinstance(source, Refusal) else read_input(source, Details(), None, lambda _: None)
        for line, offer in enumerate(offered, 1):
            if isinstance(offer, Refusal):
                yield Submission("example", line, reason=offer.reason)
            else:
                yield Submission("example", line, offer)
