"""Texts of treaties, taken from files and addresses into a register, or only taken apart.

A text without articles and final clauses is refused: it is no treaty's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from depositary.ingest.pipeline import make_setting
from depositary.ingest.run import name_source
from depositary.model.text import Report
from depositary.model.treaty import TreatyText
from depositary.reading.treaties import is_treaty, read_treaty
from depositary.register.intake import Submission, Tally, TextOffer, take_texts
from depositary.register.storage import Store
from depositary.sources import Details, Offer, Refusal, open_inputs, read_input
from depositary.terminal import warn

KIND = "treaty"
NOTHING = "no articles and no final clauses were found in it: it is not read as the text of a treaty"

Taken = tuple[str, Report, TreatyText] | Refusal


def read_texts(names: Sequence[str], details: Details) -> Iterator[Taken]:
    """Yield the treaty text of each report in the named inputs, with its source, or why there is none."""
    for source in open_inputs(names, make_setting()):
        if isinstance(source, Refusal):
            yield source
            continue
        for offer in read_input(source, details, KIND, warn):
            yield take_apart(name_source(source.name), offer)


def take_apart(source: str, offer: Offer) -> Taken:
    """Return an offer as the text of a treaty, or why it is none."""
    if isinstance(offer, Refusal):
        return offer
    text = read_treaty(offer)
    if not text.articles and not text.provisions:
        return Refusal(source, None, NOTHING, offer.given_id)
    return source, offer, text


def take_treaties(names: Sequence[str], details: Details, store: Store) -> Tally:
    """Add the texts of treaties to a register, and return the tally. Refusals go to standard error."""
    tally = Tally()
    for taken in read_texts(names, details):
        if isinstance(taken, Refusal):
            warn(str(taken))
            take_texts(store, [], [Submission(taken.name, taken.line or 1, reason=taken.reason)])
            tally += Tally(offered=1, refused=1)
            continue
        source, report, text = taken
        outcome = take_texts(store, [TextOffer(report, text)], source=source)[0]
        tally += Tally(offered=1, new=int(outcome == "read"), known=int(outcome == "known"))
    return tally


def find_treaties(names: Sequence[str], details: Details) -> list[str]:
    """Return those of the named files that hold one text, and this is a treaty's by its form."""
    return [
        name
        for name in names
        if name != "-" and "://" not in name and Path(name).is_file() and holds_treaty(name, details)
    ]


def holds_treaty(name: str, details: Details) -> bool:
    """Tell whether a file holds one text that is a treaty's."""
    for source in open_inputs([name], make_setting()):
        if isinstance(source, Refusal):
            return False
        first = next(read_input(source, details, None, lambda _: None), None)
        return isinstance(first, Report) and not source.many and is_treaty(first.text)
    return False
