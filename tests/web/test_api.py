from typing import Any

import jsonschema
import pytest
from starlette.testclient import TestClient


def test_paging_by_cursor_shows_each_once(client: TestClient) -> None:
    seen: list[str] = []
    cursor: str | None = "o0"
    total = -1
    while cursor is not None:
        page = client.get("/api/v1/agreements", params={"limit": "2", "cursor": cursor}).json()
        seen += [item["id"] for item in page["items"]]
        cursor, total = page["next"], page["total"]
    assert len(seen) == len(set(seen)) == total > 2


@pytest.mark.parametrize("query", ["cursor=zzz", "limit=0", "limit=x", "known=2025-13-01", "limit=201"])
def test_bad_requests_are_problems(client: TestClient, query: str) -> None:
    answer = client.get(f"/api/v1/agreements?{query}")
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"
    assert {"type", "title", "status", "detail", "instance"} <= set(answer.json())


def test_missing_address_is_a_problem(client: TestClient) -> None:
    answer = client.get("/api/v1/agreements/a0")
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"


def test_etag(client: TestClient) -> None:
    first = client.get("/api/v1/agreements")
    assert client.get("/api/v1/agreements", headers={"if-none-match": first.headers["etag"]}).status_code == 304


def test_clocks_hold_in_the_api(client: TestClient, treaty: str) -> None:
    late = {"on": "2025-11-01"}
    now = client.get(f"/api/v1/agreements/{treaty}", params=late).json()["status"]["status"]
    then = client.get(f"/api/v1/agreements/{treaty}", params=late | {"known": "2025-02-01"}).json()["status"]["status"]
    assert (now, then) == ("in-force", "signed")


def test_evidence_stands_in_the_report(client: TestClient, treaty: str) -> None:
    claims = client.get(f"/api/v1/agreements/{treaty}/claims").json()["items"]
    assert claims
    for claim in claims:
        text = client.get(f"/api/v1/reports/{claim['report']['id']}").json()["reading"]["report"]["text"]
        assert all(text[span["start"] : span["end"]] == span["text"] for span in claim["evidence"])


def fill_path(path: str, treaty: str, report: str) -> str:
    path = path.replace("{one}", "RUS").replace("{other}", "IRN").replace("{sort}", "unsure")
    return path.replace("{id}", report if "/reports/" in path else treaty)


def test_answers_keep_to_the_description(client: TestClient, treaty: str) -> None:
    described: dict[str, Any] = client.get("/api/v1/openapi.json").json()
    report = client.get(f"/api/v1/agreements/{treaty}/claims").json()["items"][0]["report"]["id"]
    for path, methods in described["paths"].items():
        answer = client.get("/api/v1" + fill_path(path, treaty, report), params={"q": "Russia"})
        assert answer.status_code == 200, path
        [(form, content)] = methods["get"]["responses"]["200"]["content"].items()
        assert answer.headers["content-type"].startswith(form), path
        told = answer.json() if form == "application/json" else answer.text
        jsonschema.validate(told, content["schema"] | {"components": described["components"]})


def test_the_status_table_of_an_agreement(client: TestClient, treaty: str) -> None:
    address = f"/api/v1/agreements/{treaty}/participants"
    table = client.get(address, params={"on": "2025-02-01", "sort": "-name"}).json()
    rows = [(row["name"], row["status"], row["signature"]) for row in table["participants"]]
    assert rows == [("Russia", "signatory", "2025-01-17"), ("Iran", "signatory", "2025-01-17")]
    assert (table["signatories"], table["parties"], table["complete"]) == (2, 0, False)
    lines = client.get(f"{address}.csv", params={"q": "iran", "on": "2025-11-01"}).text.splitlines()
    assert [line.split(",")[:3] for line in lines[1:]] == [["IRN", "Iran", "party"]]


@pytest.mark.parametrize("query", ["sort=size", "status=friend", "remarks=maybe", "on=yesterday"])
def test_a_status_table_cannot_be_asked_for_what_there_is_not(client: TestClient, treaty: str, query: str) -> None:
    assert client.get(f"/api/v1/agreements/{treaty}/participants?{query}").status_code == 400


def test_the_clock_of_knowledge_can_be_chosen_everywhere(client: TestClient, treaty: str) -> None:
    past = {"on": "2025-11-01", "known": "2025-11-01", "known_by": "arrival"}  # nothing had arrived by then
    assert client.get("/api/v1/status", params=past | {"q": treaty}).json()["items"] == []
    for part in ("", "/claims", "/timeline", "/participants"):
        assert client.get(f"/api/v1/agreements/{treaty}{part}", params=past).status_code == 404
    lists = [client.get("/api/v1/agreements", params=past).json() for _ in range(2)]
    assert [found["items"] for found in lists] == [[], []]
    now = {"on": "2025-11-01", "known_by": "arrival"}
    assert client.get(f"/api/v1/agreements/{treaty}", params=now).json()["status"]["status"] == "in-force"
    assert client.get("/api/v1/agreements?known_by=rumour").status_code == 400


def test_rows_of_a_list_tell_when_they_were_last_reported(client: TestClient) -> None:
    asked = {"on": "2030-01-01"}
    found = [client.get("/api/v1/agreements", params=asked).json() for _ in range(20)]  # worked out beside
    rows = found[-1]["items"]
    assert all(row["last_reported"] == row["last_on"][:10] for row in rows)
    assert any(row["stale"] for row in rows)


def test_unsure_steps_count_only_where_they_are_asked_for(client: TestClient, treaty: str) -> None:
    asked = client.get(f"/api/v1/agreements/{treaty}?unsure=yes")
    assert asked.status_code == 200
    assert asked.json()["status"]["unsure"] == []
    assert client.get(f"/api/v1/agreements/{treaty}?unsure=maybe").status_code == 400
