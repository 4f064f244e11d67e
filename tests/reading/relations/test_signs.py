"""Signs of how one agreement bears on another, in sentences of our own."""

import pytest

from depositary.model.text import Report
from depositary.reading.actors.finder import find_actors
from depositary.reading.agreements.finder import find_agreements
from depositary.reading.dates.finder import find_dates
from depositary.reading.parser.english import analyse
from depositary.reading.relations.signs import read_before, read_between, read_name, read_tie


@pytest.mark.parametrize(
    ("name", "sign"),
    [
        ("an interim deal on fisheries", "early"),
        ("a five-day truce", "timed"),
        ("a more comprehensive accord", "final"),
        ("a successor to the river pact", "new"),
        ("the existing customs treaty", "old"),
        ("a secret side letter", "side"),
    ],
)
def test_name_says_what_an_agreement_is_to_others(name: str, sign: str) -> None:
    assert sign in read_name(name)


def test_passive_runs_the_other_way() -> None:
    assert ("replaces", True) in read_tie(" will replace ")
    assert ("replaces", False) in read_tie(" was replaced by ")
    assert ("replaces", True) not in read_tie(" was replaced by ")


def test_tie_runs_from_the_agreement_that_is_asked_about() -> None:
    analysis = analyse(Report.compose("The Volta Treaty will replace the Lomé Accord.", published="2011-05-03"))
    found = find_agreements(analysis, find_actors(analysis), find_dates(analysis))
    volta, lome = found.mentions
    assert ("replaces", True) in read_between(analysis, [volta], [lome])
    assert ("replaces", False) in read_between(analysis, [lome], [volta])
    assert ("replaces", True) in read_before(analysis, [lome])
    assert read_before(analysis, [volta]) == frozenset()
