"""Datelines: the place and day of writing are no part of a sentence and no state of the report; a label is."""

from __future__ import annotations

import pytest

import depositary
from depositary.model.text import Report
from depositary.reading.text.datelines import end_dateline
from depositary.reading.text.sentences import split_report


@pytest.mark.parametrize(
    "line",
    [
        "LIMA, June 3 (AP) \u2014 ",
        "LIMA, 3 June (Agency) - ",
        "LIMA \u2013 ",
        "LIMA: ",
        "PORT VILA, Vanuatu (AP) -- ",
        "GENEVA, May 5. /AGENCY/. ",
        "Geneva, May 5 (Agency) - ",
        "S\u00c3O PAULO, Brazil (AP) - ",
    ],
)
def test_a_dateline_stands_apart(line: str) -> None:
    text = line + "Chad signed the pact."
    assert end_dateline(text, 0, len(text)) == len(line)
    assert [s.text for s in split_report(Report.compose(text))] == [line.strip(), "Chad signed the pact."]


@pytest.mark.parametrize(
    "text", ["Chad (and Peru) - old friends - signed.", "NATO and Chad signed.", "The pact: Chad signed."]
)
def test_other_openings_are_no_datelines(text: str) -> None:
    assert end_dateline(text, 0, len(text)) == 0


def doer(text: str) -> str | None:
    (action,) = depositary.read(text, published="2024-06-28").actions
    return action.by[0].actor


def test_a_state_before_a_colon_is_what_the_report_is_about() -> None:
    assert doer("CHAD: The president signed the Lake Fisheries Treaty on Monday.") == "TCD"


def test_a_bare_cabinet_is_that_of_the_place_of_writing_where_the_report_names_that_state() -> None:
    text = "LIMA: The cabinet approved a trade treaty with Chad on Tuesday. Chad and Chadian firms welcome Peru."
    assert doer(text) == "PER"
