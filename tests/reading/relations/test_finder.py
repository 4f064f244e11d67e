"""Relations between agreements in sentences of our own."""

import pytest

from depositary.model.text import Report
from depositary.reading.actors.finder import find_actors
from depositary.reading.agreements.finder import find_agreements
from depositary.reading.dates.finder import find_dates
from depositary.reading.parser.english import analyse
from depositary.reading.relations.finder import find_relations


def relations(text: str, title: str | None = None) -> list[tuple[str, str, str]]:
    analysis = analyse(Report.compose(text, title=title, published="2011-05-03"))
    agreements = find_agreements(analysis, find_actors(analysis), find_dates(analysis))
    titles = {a.ref: a.title for a in agreements.agreements}
    return [(titles[r.source], r.relation.value, titles[r.target]) for r in find_relations(analysis, agreements)]


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        (
            "Peru and Chad signed an additional protocol to the judicial assistance treaty signed in May 1999.",
            ("additional protocol", "supplements", "judicial assistance treaty"),
        ),
        (
            "The Volta Treaty replaces the Lomé Treaty of 1971.",
            ("Volta Treaty", "replaces", "Lomé Treaty of 1971"),
        ),
        (
            "The Lomé Treaty was superseded by the Volta Treaty.",
            ("Volta Treaty", "replaces", "Lomé Treaty"),
        ),
        (
            "The Volta Treaty goes beyond the framework of the Lomé Accord.",
            ("Volta Treaty", "builds-on", "Lomé Accord"),
        ),
        (
            "Mali ratified the Protocol to the Volta Treaty on Dams.",
            ("Protocol to the Volta Treaty on Dams", "supplements", "Volta Treaty"),
        ),
    ],
)
def test_told_between_two_titles(text: str, relation: tuple[str, str, str]) -> None:
    assert relations(text) == [relation]


def test_two_treaties_side_by_side_have_no_relation() -> None:
    assert relations("Ghana signed the Volta Treaty and the Lomé Accord.") == []


def test_joint_statement_cites() -> None:
    title = "Joint Statement on the Volta River"
    text = "Ghana and Togo issued the following joint statement. We stand by the Volta Treaty."
    assert relations(text, title) == [(title, "cites", "Volta Treaty")]
