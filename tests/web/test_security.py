import csv
import io

import pytest
from starlette.testclient import TestClient

from depositary.exchange.cells import defuse

OWN = {"sec-fetch-site": "same-origin", "origin": "http://127.0.0.1:8470"}
FORM = {"text": "Peru and Chile signed a mining agreement in Lima on Monday.", "published": "2025-03-03"}
FOREIGN = [
    {},
    {"sec-fetch-site": "cross-site"},
    {"sec-fetch-site": "same-site", "origin": "http://127.0.0.1:9999"},
    {"sec-fetch-site": "none"},
    {"origin": "http://evil.example"},
    {"origin": "null"},
    {"sec-fetch-site": "same-origin", "origin": "http://evil.example"},
]


@pytest.mark.parametrize("headers", FOREIGN)
@pytest.mark.parametrize("place", ["/add", "/add/fetch", "/add/keep", "/example"])
def test_changes_asked_by_others_are_refused(client: TestClient, headers: dict[str, str], place: str) -> None:
    assert client.post(place, data=FORM, headers=headers).status_code == 403


def test_other_host_names_are_refused(client: TestClient) -> None:
    answer = client.get("/", headers={"host": "register.evil.example"})
    assert answer.status_code == 400
    assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_source_html_is_never_rendered(client: TestClient) -> None:
    items = client.get("/api/v1/agreements", params={"party": "MLI"}).json()["items"]
    assert items
    places = ["/", "/agreements", "/actors/MLI", "/between/MLI/NER", *[f"/agreements/{item['id']}" for item in items]]
    reports = {
        claim["report"]["id"]
        for item in items
        for claim in client.get(f"/api/v1/agreements/{item['id']}/claims").json()["items"]
    }
    assert reports
    for place in [*places, *[f"/reports/{report}" for report in reports]]:
        page = client.get(place).text
        assert "<script>alert" not in page
        assert "<img" not in page
        assert "Treaty49" not in page and "the 49" not in page


@pytest.mark.parametrize(
    "words", ["' OR 1=1 --", '"; DROP TABLE reports; --', "{{ 7*7 }}", "<script>alert(1)</script>", "%", "\\"]
)
def test_words_that_are_asked_do_nothing_but_search(client: TestClient, words: str) -> None:
    page = client.get("/agreements", params={"q": words})
    assert page.status_code == 200
    assert "<script>alert" not in page.text
    assert "49" not in page.text.replace("&#39;", "")[:400]
    assert client.get("/api/v1/agreements").json()["total"] > 2


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_formulas_are_escaped(cell: str) -> None:
    assert defuse(cell) == f"'{cell}"


def test_table_holds_what_the_list_shows(client: TestClient) -> None:
    rows = list(csv.DictReader(io.StringIO(client.get("/agreements.csv?party=RUS").text)))
    items = client.get("/api/v1/agreements?party=RUS").json()["items"]
    assert [row["id"] for row in rows] == [item["id"] for item in items]


def test_long_forms_are_refused(client: TestClient) -> None:
    assert client.post("/add", data={"text": "a" * 1_100_000}, headers=OWN).status_code == 400
    assert client.post("/add", data={"text": "a" * 250_000}, headers=OWN).status_code == 422
    assert client.post("/add", json={"text": "a"}, headers=OWN).status_code == 400


@pytest.mark.parametrize("bad", [{"url": "javascript:alert(1)"}, {"published": "soon"}, {"text": "short"}])
def test_bad_fields_are_told_beside_what_was_typed(client: TestClient, bad: dict[str, str]) -> None:
    page = client.post("/add", data=FORM | bad, headers=OWN)
    assert page.status_code == 422
    assert 'role="alert"' in page.text
