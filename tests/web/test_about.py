"""The pages about the register: what they say is true of it, and of the rest of the project."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from depositary.exchange.table_schema import load_measure, load_measured
from depositary.model.vocabulary import ActionCode, AgreementStatus, Modality, PartyStatus, RelationCode
from depositary.web.about import load_glossary
from tools.reference import render_accuracy

ROOT = Path(__file__).parents[2]
PARTS = {
    "Status": AgreementStatus,
    "Status of a participant": PartyStatus,
    "Steps": ActionCode,
    "How a step is reported": Modality,
    "Relations between agreements": RelationCode,
}


@pytest.mark.parametrize(("part", "terms"), PARTS.items())
def test_the_glossary_explains_every_term(part: str, terms: type[AgreementStatus]) -> None:
    told = [row["term"] for row in load_glossary() if row["part"] == part]
    assert sorted(told) == sorted(str(term) for term in terms)


def test_the_accuracy_page_and_the_docs_have_the_same_figures(client: TestClient) -> None:
    text = (ROOT / "docs/quality.md").read_text("utf-8")
    assert render_accuracy(text) == text, "run make reference"
    assert f"reader `{load_measure()['reader']}`" in text
    page = client.get("/accuracy").text
    assert all(f"<td>{row['f1']}</td>" in page for row in load_measured())


def test_the_about_page_tells_what_the_register_holds(client: TestClient) -> None:
    total = client.get("/api/v1/agreements").json()["total"]
    page = client.get("/about").text
    assert f"<dd>{total}</dd>" in page
    assert "from 26 December 2024 to 2 October 2025" in page


@pytest.mark.parametrize("place", ["/about", "/method", "/accuracy", "/glossary", "/cite", "/downloads", "/api"])
def test_each_is_linked_from_every_page_and_has_no_broken_link(client: TestClient, place: str) -> None:
    assert f'href="{place}"' in client.get("/agreements").text
    page = client.get(place).text
    links = {part.split('"')[0] for part in page.split('href="')[1:]}
    for link in sorted(link for link in links if link.startswith("/")):
        assert client.get(link.replace("&amp;", "&")).status_code == 200, link
