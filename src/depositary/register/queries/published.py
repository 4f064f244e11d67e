"""Published: what the depositary of a known agreement publishes of it, as claims of a rank of their own.

It stands below an official table and below what a person accepted, and above every report. It counts from the day of
the fact itself, and only by the clock of publication.

>>> [(claim.action.value, claim.date.edtf) for claim in list_published(load_catalogue().get("inf"), "a1", "2018-12-31")]
[('adoption', '1987-12-08'), ('entry-into-force', '1988-06-01')]
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from depositary.languages import load_table
from depositary.model.claim import Claim
from depositary.model.dates import ImpreciseDate
from depositary.model.text import Span
from depositary.model.vocabulary import ActionCode, Modality, RelationCode
from depositary.register.queries.source_weights import CATALOGUE
from depositary.world import KnownAgreement, load_catalogue
from depositary.world.catalogue import first_day, last_day

__all__ = ["OUTLET", "PUBLISHED", "describe_published", "list_published", "list_related", "load_catalogue"]

PUBLISHED = "k:"
"""What the ids of such claims begin with."""
OUTLET = "Catalogue of known agreements"
CHANGING = (RelationCode.AMENDS, RelationCode.EXTENDS)  # what an agreement does to its parent, if its title says so
STEPS = (
    (ActionCode.ADOPTION, "adopted"),
    (ActionCode.ENTRY_INTO_FORCE, "in_force"),
    (ActionCode.TERMINATION, "ended"),
)


def list_published(entry: KnownAgreement, agreement: str, known: str) -> list[Claim]:
    """Return what is published of a known agreement by a day, as claims.

    Args:
        entry: the known agreement.
        agreement: the id of the agreement in the register.
        known: the last day of knowledge.
    """
    text, found = describe_published(entry), []
    for action, field in STEPS:
        edtf = getattr(entry, field)
        if not edtf or last_day(edtf).isoformat() > known:
            continue
        start = text.index(f"{field}: {edtf}")
        words = text[start : start + len(field) + 2 + len(edtf)]
        days = ImpreciseDate(edtf, first_day(edtf).isoformat(), last_day(edtf).isoformat(), edtf)
        found.append(
            Claim(
                id=f"{PUBLISHED}{entry.id}:{action}",
                agreement=agreement,
                action=action,
                modality=Modality.OCCURRED,
                report=f"catalogue:{entry.id}",
                known_on=days.latest or known,
                date=days,
                evidence=(Span(start, start + len(words), words),),
                standing=CATALOGUE,
            )
        )
    return found


def list_related(entry: KnownAgreement, known: str) -> Iterator[tuple[RelationCode, str, KnownAgreement]]:
    """Yield the known agreements that one amends or adds to (``forward``), and those that do so to it (``back``).

    Args:
        entry: the known agreement.
        known: the last day of knowledge; the younger of the two must have been adopted by then.

    >>> [(code.value, way, other.id) for code, way, other in list_related(load_catalogue().get("coe-46"), "2025-01-01")]
    [('supplements', 'forward', 'coe-5')]
    """
    catalogue = load_catalogue()
    parent = catalogue.get(entry.parent) if entry.parent else None
    pairs = [(entry, "forward", parent)] if parent else []
    pairs += [(child, "back", child) for child in catalogue.find_children(entry.id)]
    for younger, way, other in pairs:
        if not (younger.adopted and last_day(younger.adopted).isoformat() > known):
            yield tell_relation(younger), way, other


def tell_relation(entry: KnownAgreement) -> RelationCode:
    """Return how a known agreement relates to its parent, by the words of its title.

    >>> tell_relation(load_catalogue().get("cppnm-amendment")).value
    'amends'
    """
    for row in load_table("en", "agreement_relations"):
        if (
            row["relation"] in CHANGING
            and row["direction"] == "forward"
            and re.search(row["pattern"], entry.title, re.I)
        ):
            return RelationCode(row["relation"])
    return RelationCode.SUPPLEMENTS


def describe_published(entry: KnownAgreement) -> str:
    """Return the row of a known agreement as a text, which the evidence of its claims lies in.

    >>> describe_published(load_catalogue().get("ilo-190")).splitlines()[1:3]
    ['adopted: 2019-06-21', 'in_force: 2021-06-25']
    """
    return "\n".join(list_lines(entry))


def list_lines(entry: KnownAgreement) -> Iterator[str]:
    """Yield the lines of that text."""
    yield entry.title
    for name in ("adopted", "in_force", "ended", "depositary", "wikidata", "source", "licence"):
        if value := getattr(entry, name):
            yield f"{name}: {value}"
    if entry.numbers:
        yield f"numbers: {', '.join(entry.numbers)}"
