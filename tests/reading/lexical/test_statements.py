"""Statements in other languages than English: what looks like a dateline costs no report."""

from __future__ import annotations

import pytest

from depositary.model.text import Report
from depositary.reading.reader import Reader


@pytest.mark.parametrize(
    "text",
    [
        "„Das Abkommen mit Polen ist gut“ – Kanzlerin Berg sagte, das Abkommen werde am Freitag unterzeichnet.",
        "BERLIN „Der Vertrag mit Polen“ – Kanzlerin Berg sagte, der Vertrag werde am Freitag unterzeichnet.",
    ],
)
def test_a_quotation_before_a_dash_is_read(text: str) -> None:
    made = Reader().read(Report.compose(text, language="de", published="2020-01-01"))
    made.assert_evidence()
    assert all("sagte" not in statement.span.text for statement in made.statements)
