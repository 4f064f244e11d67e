"""Identifiers of treaties: their forms, and where texts name them."""

from __future__ import annotations

import pytest

from depositary.errors import InputError
from depositary.model.identifiers import find_identifiers, make_identifier


@pytest.mark.parametrize(
    ("scheme", "written", "value"),
    [
        ("unts", "I-54113", "I-54113"),
        ("unts", "54113", "I-54113"),
        ("untc", "XXVII-7-d", "XXVII-7-d"),
        ("mtdsg", "XXIII.1", "XXIII-1"),
        ("ets", "5", "005"),
        ("cets", "CETS No. 210", "210"),
        ("ukts", "12/1987", "12/1987"),
        ("ukts", "12 (1987)", "12/1987"),
        ("celex", "22012A0101(01)", "22012A0101(01)"),
        ("eli", "http://data.europa.eu/eli/agree_internation/2012/19/oj", "eli/agree_internation/2012/19/oj"),
        ("wikidata", "Q12345", "Q12345"),
    ],
)
def test_usual_form(scheme: str, written: str, value: str) -> None:
    assert make_identifier(scheme, written).value == value


@pytest.mark.parametrize(("scheme", "written"), [("unts", "abc"), ("celex", "2012"), ("wikidata", "12"), ("issn", "1")])
def test_wrong_forms_are_refused(scheme: str, written: str) -> None:
    with pytest.raises(InputError):
        make_identifier(scheme, written)


def test_a_number_counts_only_beside_the_name_of_its_list() -> None:
    text = "European Treaty Series - No. 5; see wikidata.org/wiki/Q99, No. 210 of the hotel, CELEX:22012A0101(01)"
    assert [(one.scheme.value, one.value) for one in find_identifiers(text)] == [
        ("cets", "005"),
        ("celex", "22012A0101(01)"),
        ("wikidata", "Q99"),
    ]
