import re
from types import SimpleNamespace

import pytest
from starlette.testclient import TestClient

from depositary.web.asking import Asked

PLACES = ["/", "/agreements", "/due", "/add", "/map?party=RUS", "/network", "/actors/RUS", "/between/RUS/IRN"]


@pytest.mark.parametrize("place", PLACES)
def test_page_answers_with_policy_and_no_inline_code(client: TestClient, place: str) -> None:
    answer = client.get(place)
    assert answer.status_code == 200
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|<script(?! src=)", answer.text)


def test_search_finds_the_treaty(client: TestClient, treaty: str) -> None:
    page = client.get("/agreements", params={"q": "Russia Iran partnership"}).text
    assert f"/agreements/{treaty}" in page
    assert "Strategic Partnership" in page


@pytest.mark.parametrize(
    ("on", "status"), [("2025-01-01", "signature scheduled"), ("2025-02-01", "signed"), ("2025-11-01", "in force")]
)
def test_status_follows_the_day(client: TestClient, treaty: str, on: str, status: str) -> None:
    page = client.get(f"/agreements/{treaty}", params={"on": on}).text
    assert re.search(rf'<p class="verdict">\s*<span class="pill[^>]*>{status}<', page)


def test_knowledge_of_a_day_does_not_hold_what_came_later(client: TestClient, treaty: str) -> None:
    page = client.get(f"/agreements/{treaty}", params={"on": "2025-11-01", "known": "2025-09-30"}).text
    assert "entry into force" not in page
    assert "known=2025-10-02" in page


def test_before_anything_was_known(client: TestClient, treaty: str) -> None:
    page = client.get(f"/agreements/{treaty}", params={"known": "2020-01-01"})
    assert page.status_code == 200
    assert "Nothing was known" in page.text


def test_agreement_shows_drawing_table_and_evidence(client: TestClient, treaty: str) -> None:
    page = client.get(f"/agreements/{treaty}").text
    assert '<svg class="timeline for-wide"' in page and '<svg class="timeline for-phone"' in page
    claims = re.findall(r'href="/reports/(\w+)#at-(\w+)"', page)
    assert claims
    report, claim = claims[0]
    assert f'id="at-{claim}"' in client.get(f"/reports/{report}").text


def test_every_mark_of_a_report_leads_to_a_find(client: TestClient, treaty: str) -> None:
    report = re.findall(r'href="/reports/(\w+)', client.get(f"/agreements/{treaty}").text)[0]
    page = client.get(f"/reports/{report}").text
    marks = set(re.findall(r'class="mark [^"]*" href="#([^"]+)"', page))
    assert marks
    assert marks <= set(re.findall(r'id="(find-[^"]+)"', page))


def test_a_report_shows_its_whole_text(client: TestClient, treaty: str) -> None:
    found = client.get(f"/agreements/{treaty}").text
    report = re.findall(r'href="/reports/(\w+)', found)[0]
    text = client.get(f"/api/v1/reports/{report}").json()["reading"]["report"]["text"]
    block = re.search(r'<div class="text">(.*?)</div>', client.get(f"/reports/{report}").text, re.DOTALL)
    assert block
    plain = re.sub(r"<[^>]+>", "", block[1]).replace("&#39;", "'").replace("&#34;", '"')
    assert plain == text


def test_pair_and_actor(client: TestClient, treaty: str) -> None:
    for place in ("/between/RUS/IRN", "/between/IRN/RUS", "/actors/IRN"):
        assert f"/agreements/{treaty}" in client.get(place).text


def test_due_shows_what_is_planned(client: TestClient) -> None:
    page = client.get("/due", params={"on": "2025-11-20", "known": "2025-11-20"}).text
    assert "border protocol" in page.lower()
    assert "December 2025" in page


def test_facets_narrow_and_stay_in_the_address(client: TestClient) -> None:
    page = client.get("/agreements", params={"party": "RUS", "sort": "title"}).text
    assert "party=RUS" in page
    assert "Chad" not in page


@pytest.mark.parametrize(
    "place", ["/agreements/a0", "/reports/r0", "/actors/QQQ", "/nowhere", "/static/../app.py", "/api/v1/reports/r0"]
)
def test_what_is_not_there_is_said_so(client: TestClient, place: str) -> None:
    assert client.get(place).status_code == 404


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("on=yesterday", "use YYYY-MM-DD"),
        ("on=0999-01-01", "use a day of the years"),
        ("kind=pact", "use one of"),
        ("year=20x5", "use four digits"),
        ("page=0", "use 1, 2, 3"),
        ("sort=rank", "not an order"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_words(client: TestClient, query: str, words: str) -> None:
    page = client.get(f"/agreements?{query}")
    assert page.status_code == 400
    assert "<b>" not in page.text
    assert words in page.text


def test_unchanged_page_is_not_sent_again(client: TestClient, treaty: str) -> None:
    first = client.get(f"/agreements/{treaty}")
    again = client.get(f"/agreements/{treaty}", headers={"if-none-match": first.headers["etag"]})
    assert again.status_code == 304
    assert not again.content


def test_source_facet_counts_and_narrows(client: TestClient) -> None:
    page = client.get("/agreements", params={"source": "Agency Four"}).text
    assert "Chad" in page and "Strategic Partnership" not in page
    facets = client.get("/api/v1/agreements").json()["facets"]["source"]
    assert facets["Agency Four"] == client.get("/api/v1/agreements?source=Agency+Four").json()["total"]


def test_meetings_of_a_pair_stand_on_its_page_with_their_words(client: TestClient) -> None:
    told = client.get("/api/v1/between/RUS/IRN/meetings").json()
    assert told["total"] == 1
    meeting = told["items"][0]
    page = client.get("/between/IRN/RUS").text
    assert f"/reports/{meeting['report']['id']}#at-{meeting['id']}" in page
    assert client.get("/api/v1/between/RUS/IRN/meetings?known=2025-01-01").json()["total"] == 0


def test_the_text_of_a_treaty_is_shown_with_its_final_clauses_in_its_language(client: TestClient) -> None:
    templates = client.app.state.templates  # type: ignore[attr-defined]
    span = SimpleNamespace(text="المادة 9. تدخل حيز النفاذ")
    text = SimpleNamespace(
        report="r1",
        title="Lake Treaty",
        articles=[SimpleNamespace(number="9", title=None, heading=span)],
        annexes=[],
        signature=SimpleNamespace(place="Abuja", on="2020-05"),
        identifiers=[SimpleNamespace(scheme="unts", value="I-12345")],
        provisions=[SimpleNamespace(topic="entry", article="9", span=span)],
    )
    shown = templates.get_template("parts.html").module.treaty(text, Asked(), lambda _: "ar")
    assert "1 article, done at Abuja, May 2020, UN Treaty Series (UNTS) I-12345" in " ".join(shown.split())
    assert f'<td lang="ar" dir="rtl">{span.text}</td>' in shown and "/reports/r1" in shown


def test_a_list_says_since_when_and_what_may_be_out_of_date(client: TestClient) -> None:
    page = client.get("/agreements", params={"on": "2030-01-01", "party": "TCD"}).text
    assert "may be out of date" in page and re.search(r"latest 1 June 2025 · signed 1 June 2025", page)
    table = client.get("/agreements?view=table&by=-last&party=RUS").text
    assert 'aria-sort="descending"' in table and "by=last" in table
    assert client.get("/agreements?view=table&by=colour").status_code == 400


def test_what_the_catalogue_says_has_a_page_that_the_status_leads_to(client: TestClient, treaty: str) -> None:
    page = client.get(f"/agreements/{treaty}", params={"on": "2025-11-01"}).text
    assert (
        "/reports/catalogue:russia-iran?" in page and "this software’s catalogue of known agreements (source: " in page
    )
    assert "In force" in client.get("/reports/catalogue:russia-iran").text
    assert client.get("/reports/catalogue:nothing").status_code == 404
