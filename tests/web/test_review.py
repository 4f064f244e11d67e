"""The review queue and its history, over registers of their own."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from depositary.ingest.processes import read_part
from depositary.reading.reader import VERSION
from depositary.register.curation.doubts import Doubts
from depositary.register.storage.opening import open_store
from depositary.register.storage.store import Store
from depositary.web.app import make_app
from tests.register.curation.test_doubts import BORDER, DISPUTE, doubt, tell
from tests.register.test_register import take
from tests.web.conftest import BASE
from tests.web.test_security import FOREIGN, OWN


def fill_doubtful(place: str | Path) -> Store:
    """Open a register and take readings into it that leave doubts of each sort."""
    store = open_store(place)
    take(store, [*BORDER, *DISPUTE, doubt(tell(9, 9, ("adoption", "occurred", None), title="Hill Treaty"), 0.3)])
    return store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = fill_doubtful(tmp_path / "register.db")
    yield made
    made.close()


@pytest.fixture
def client(store: Store) -> Iterator[TestClient]:
    with TestClient(make_app(store, read_part, VERSION), base_url=BASE, follow_redirects=False) as made:
        yield made


def choose_pair(store: Store, verdict: str, **more: str) -> dict[str, str]:
    """Return the form that decides on the first doubted merge."""
    first, second = Doubts(store).show("merges", 1)[0].sides
    return {"mention": first.mention, "other": second.mention, "verdict": verdict, "sort": "merges"} | more


def count_agreements(client: TestClient) -> int:
    return int(client.get("/api/v1/agreements").json()["total"])


def test_a_merge_is_parted_and_that_is_undone(client: TestClient, store: Store) -> None:
    before = count_agreements(client)
    answer = client.post("/review", data=choose_pair(store, "reject", why="two <b>borders</b>"), headers=OWN)
    assert (answer.status_code, answer.headers["location"]) == (303, "/review?sort=merges&page=1")
    assert count_agreements(client) == before + 1
    page = client.get("/history").text
    assert "two agreements" in page and "two &lt;b&gt;borders&lt;/b&gt;" in page and "by rule (0." in page
    made = page.split('name="id" value="')[1].split('"')[0]
    assert client.post("/review/undo", data={"id": made, "back": "history"}, headers=OWN).status_code == 303
    assert count_agreements(client) == before
    assert "undone" in client.get("/history").text


def test_the_queue_shows_words_reasons_and_what_was_done_last(client: TestClient, store: Store) -> None:
    page = client.get("/review").text
    assert "Are these one agreement?" in page and "<mark>a border agreement</mark>" in page and "same parties" in page
    client.post("/review", data=choose_pair(store, "accept"), headers=OWN)
    assert "one agreement" in client.get("/review?sort=merges").text.split('id="last"')[1].split("</form>")[0]
    assert "Nothing to review here" in client.get("/review?sort=merges").text


def test_a_claim_is_corrected(client: TestClient, store: Store) -> None:
    claim = next(c for c in Doubts(store).show("disputed", 9) if c.told.action.modality == "occurred")
    form = {"claim": claim.id, "verdict": "correct", "action": "adoption", "modality": "planned", "date": "2025-05"}
    assert client.post("/review", data=form | {"sort": "disputed"}, headers=OWN).status_code == 303
    shown = client.get(f"/api/v1/agreements/{claim.agreement}/claims").json()["items"]
    (held,) = [item for item in shown if item["id"] == claim.id]
    assert (held["action"], held["modality"], held["date"]["edtf"]) == ("adoption", "planned", "2025-05")
    assert held["evidence"][0]["text"] == claim.told.quote.words
    assert "corrected: adoption, planned" in client.get("/history").text


@pytest.mark.parametrize(
    "wrong", [{"action": "dance"}, {"modality": "x"}, {"date": "soon"}, {"verdict": "maybe"}, {"claim": "c1' OR 1=1"}]
)
def test_wrong_decisions_are_refused_and_nothing_is_kept(
    client: TestClient, store: Store, wrong: dict[str, str]
) -> None:
    claim = Doubts(store).show("disputed", 1)[0]
    form = {"claim": claim.id, "verdict": "correct", "action": "signature", "modality": "occurred", "date": ""}
    assert client.post("/review", data=form | wrong, headers=OWN).status_code == 400
    assert "No decisions yet" in client.get("/history").text


def test_two_who_look_at_one_doubt_do_not_undo_each_other(client: TestClient, store: Store) -> None:
    form = choose_pair(store, "accept")
    assert client.post("/review", data=form, headers=OWN).status_code == 303
    answer = client.post("/review", data=form | {"verdict": "reject"}, headers=OWN)
    assert answer.status_code == 400 and "meanwhile" in answer.text


@pytest.mark.parametrize("place", ["/review", "/review/undo"])
@pytest.mark.parametrize("headers", FOREIGN)
def test_decisions_asked_by_other_sites_are_refused(client: TestClient, headers: dict[str, str], place: str) -> None:
    assert client.post(place, data={"id": "j000000000000"}, headers=headers).status_code == 403


def test_programs_see_doubts_and_history(client: TestClient, store: Store) -> None:
    shown = client.get("/api/v1/doubts/merges").json()
    assert shown["total"] == 1 and shown["items"][0]["sides"][0]["quote"]["words"] == "a border agreement"
    client.post("/review", data=choose_pair(store, "reject"), headers=OWN)
    assert client.get("/api/v1/doubts/merges").json()["items"] == []
    assert [client.get(f"/api/v1/doubts/{sort}").json()["total"] for sort in ("disputed", "unsure")] == [2, 1]
    (entry,) = client.get("/api/v1/history").json()["items"]
    assert entry["after"] == "two agreements" and entry["decision"]["verdict"] == "different"
    assert client.get("/api/v1/doubts/x").status_code == 404


@pytest.mark.parametrize("place", ["/review?sort=x", "/review?page=0", "/history?page=-1", "/review?page=9999999"])
def test_addresses_that_ask_for_nothing_are_refused(client: TestClient, place: str) -> None:
    assert client.get(place).status_code == 400
