"""Attacks of one stranger: what they must not take from everybody else."""

from __future__ import annotations

import datetime as dt
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import Connection, text
from starlette.testclient import TestClient

from depositary.errors import RegisterError
from depositary.ingest.processes import read_part
from depositary.model.text import Report
from depositary.reading.reader import VERSION
from depositary.register.curation.review import decide, withdraw
from depositary.register.intake import Intake, Result, Submission
from depositary.register.queries.standings import Standings
from depositary.register.register import Register
from depositary.register.storage.opening import open_store
from depositary.register.storage.store import Store
from depositary.web import shelf as shelves
from depositary.web.app import make_app
from depositary.web.asking import Asked
from depositary.web.door import asker
from depositary.web.limits import Limit
from depositary.web.memory import Memory
from depositary.web.shelf import Held, Shelf
from depositary.web.signin import Known, Throttle
from depositary.web.tokens import add_token
from tests.web.conftest import BASE, fill
from tests.web.signing import PASSWORD, make_served, make_vault, visit


@pytest.fixture(scope="module")
def vault() -> Iterator[Store]:
    made = make_vault(("ann", "reviewer"), ("ada", "admin"))
    yield made
    made.close()


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Store]:
    made = fill(tmp_path / "register.db")
    yield made
    made.close()


def test_wrong_passwords_from_one_place_leave_the_owner_the_account(register: Store, vault: Store) -> None:
    app = make_served(register, vault, rate=0)
    with visit(app, address="203.0.113.9") as stranger:
        wrong = {"name": "ada", "password": "guess"}
        answers = Counter(stranger.post("/sign-in", data=wrong).status_code for _ in range(130))
    assert set(answers) == {403, 429} and answers[429] > 100
    with visit(app, "ada", address="198.51.100.77") as owner:
        assert owner.get("/account").status_code == 200
        change = {"old": PASSWORD, "new": PASSWORD}
        assert "is the old one" in owner.post("/account/password", data=change).text


def test_many_networks_of_one_site_take_only_a_share_of_a_name() -> None:
    throttle = Throttle()
    for site in range(400):
        throttle.spend("ada", f"2001:db8:1:{site:x}::/64")
    assert throttle.spend("ada", "198.51.100.77") == 0


def test_who_signed_in_from_a_network_before_is_not_locked_out_there_by_anybody() -> None:
    throttle = Throttle()
    throttle.forgive("ada", "198.51.100.77")
    for number in range(3000):
        throttle.spend("ada", f"203.0.{number // 250}.{number % 250}")
    assert throttle.spend("ada", "192.0.2.9") > 0
    assert throttle.spend("ada", "198.51.100.77") == 0


def test_only_so_many_networks_are_remembered() -> None:
    known = Known(most=3)
    for number in range(5):
        known.add("ada", str(number))
    assert [known.has("ada", str(number)) for number in range(5)] == [False, False, True, True, True]


def ask_days(shelf: Shelf, network: str, count: int) -> list[bool]:
    """Ask for lists that choose by the status on many other days from one network; return which were told."""
    asker.set(network)
    first = dt.date(2003, 1, 1)
    days = [(first + dt.timedelta(days=n)).isoformat() for n in range(count)]
    return [shelf.select(Asked(on=day, status="signed"), whole=True).stated for day in days]


def test_other_days_neither_end_nor_hold_up_what_today_is_asked(
    register: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shelves, "PATIENCE", 0.02)
    monkeypatch.setattr(shelves, "EXACT", 0)
    shelf = Shelf(Register(register))
    whole, told = shelf.work_out, list[str]()

    def take_time(key: tuple[int, str, str, str]) -> Held:
        told.append(key[1])
        time.sleep(0.1)
        return whole(key)

    monkeypatch.setattr(shelf, "work_out", take_time)
    work = shelf.begin_today()
    with ThreadPoolExecutor(8) as crowd:
        list(crowd.map(lambda n: ask_days(shelf, f"203.0.113.{n}", 30), range(8)))
    work.result(5)
    assert shelf.lines("", "").stated
    assert 0 < len(told) < 30
    shelf.close()


def test_one_network_has_so_many_other_days_worked_out_and_no_more(
    register: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shelves, "EXACT", 0)
    monkeypatch.setattr(shelves, "PATIENCE", 20)
    shelf = Shelf(Register(register))
    shelf.share = Limit(5, 60)
    assert sum(ask_days(shelf, "203.0.113.9", 40)) == 5
    assert sum(ask_days(shelf, "198.51.100.7", 3)) == 3
    assert sum(ask_days(shelf, "203.0.113.9", 1)) == 1  # what is worked out already costs nothing
    shelf.close()


def test_a_failure_to_work_out_today_is_not_remembered(register: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = Shelf(Register(register))

    def refuse(*given: object) -> Standings:
        raise RegisterError("away")

    with monkeypatch.context() as broken:
        broken.setattr(shelves, "work_out", refuse)
        with pytest.raises(RegisterError):
            shelf.lines("", "")
    assert shelf.lines("", "").stated
    shelf.close()


def test_todays_answers_stand_until_newer_ones_are_there_where_much_has_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shelves, "CHANGED", 0)
    store = fill(tmp_path / "r.db")
    shelf = Shelf(Register(store))
    before = shelf.lines("", "")
    whole = shelves.work_out

    def take_time(connection: Connection, on: dt.date) -> Standings:
        time.sleep(0.2)
        return whole(connection, on)

    monkeypatch.setattr(shelves, "work_out", take_time)
    report = Report.compose("Peru and Chile signed a mining agreement in Lima.", published="2025-03-03")
    Intake(store, read_part, VERSION).take([Submission("t", 1, report)])
    shown = [shelf.lines("", "") for _ in range(3)]
    assert all(each.stated for each in shown)
    assert len(shown[0].lines) == len(before.lines)
    assert shelf.coming is not None
    shelf.coming.result(5)
    assert len(shelf.lines("", "").lines) == len(before.lines) + 1
    shelf.close()
    store.close()


def test_what_a_person_decides_and_undoes_shows_in_the_next_answer(tmp_path: Path) -> None:
    store = fill(tmp_path / "r.db")
    with TestClient(make_app(store, read_part, VERSION), base_url=BASE) as client:

        def ask(path: str) -> list[str]:
            return [item["status"] for item in client.get(path).json()["items"]]

        paths = ["/api/v1/agreements?q=trade", "/api/v1/agreements?party=SDN", "/api/v1/status?q=Chad+Sudan+trade"]
        while ask("/api/v1/agreements?limit=1") == [None]:  # worked out beside
            time.sleep(0.02)
        before = [ask(path) for path in paths]
        name = client.get(paths[0]).json()["items"][0]["id"]
        signed = [claim.id for claim in Register(store).claims(name) if claim.action == "signature"]
        for claim in signed:
            decide(store, claim, "reject", "ann")
        assert all("signed" not in ask(path) for path in paths)
        for claim in signed:
            withdraw(store, claim, "ann")
        assert [ask(path) for path in paths] == before
        assert all("signed" in each for each in before)
    store.close()


def test_what_an_address_says_besides_makes_no_other_answer() -> None:
    store = open_store(":memory:")
    app = make_app(store, read_part, VERSION)
    with TestClient(app, base_url=BASE) as client:
        client.get("/agreements")
        known = len(app.state.memory.kept)
        for number in range(20):
            assert client.get(f"/agreements?fresh={number}").status_code == 200
        assert len(app.state.memory.kept) == known
    store.close()


def test_who_asks_for_something_else_does_not_wait() -> None:
    memory = Memory()
    held, done = threading.Event(), threading.Event()

    def hold() -> None:
        with memory.turn("slow"):
            held.set()
            done.wait(5)

    thread = threading.Thread(target=hold)
    thread.start()
    held.wait(5)
    begun = time.monotonic()
    for number in range(500):
        with memory.turn(number):
            pass
    assert time.monotonic() - begun < 2
    done.set()
    thread.join()
    assert not memory.turns


def test_remembered_answers_take_so_many_bytes_and_no_more() -> None:
    memory = Memory(most=100, most_bytes=1000)
    for number in range(50):
        memory.put(number, b"x" * 100, 100)
    assert memory.size <= 1000 and len(memory.kept) == 10
    memory.put(49, b"y" * 50, 50)
    assert memory.size == 950


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "0999-12-31", "3000-01-01"])
@pytest.mark.parametrize(
    "path", ["/due?on=", "/agreements.ics?on=", "/api/v1/due?days=3650&on=", "/agreements?known=", "/?on="]
)
def test_days_at_the_ends_of_the_calendar_are_refused_in_words(client: TestClient, path: str, day: str) -> None:
    answer = client.get(path + day)
    assert answer.status_code == 400 and "1000 to 2999" in answer.text


@pytest.mark.parametrize("day", ["1000-01-01", "2999-12-31"])
def test_days_within_are_answered(client: TestClient, day: str) -> None:
    for path in ("/due?on=", "/agreements.ics?on=", "/api/v1/due?days=3650&on="):
        assert client.get(path + day).status_code == 200


def test_a_search_of_many_words_is_refused(client: TestClient) -> None:
    assert client.get("/agreements", params={"q": "a " * 12}).status_code == 200
    answer = client.get("/agreements", params={"q": "a " * 13})
    assert answer.status_code == 400 and "at most 12" in answer.text


@pytest.mark.parametrize("origin", ["http://[", "https://[::1", "null", "javascript:1"])
def test_an_origin_that_is_none_is_refused(client: TestClient, origin: str) -> None:
    assert client.post("/add", data={"text": "x"}, headers={"origin": origin}).status_code == 403


@pytest.mark.parametrize("address", ["http://[foo", "http://[::1", "http:///x", "https://"])
def test_a_malformed_address_is_told_beside_the_form(client: TestClient, address: str) -> None:
    own = {"sec-fetch-site": "same-origin"}
    form = {"text": "Chad and Sudan signed a peace accord on Monday.", "url": address}
    assert client.post("/add", data=form, headers=own).status_code == 422
    assert client.post("/add/keep", data=form, headers=own).status_code == 400


def test_what_the_register_says_of_itself_is_told_to_nobody(
    register: Store, vault: Store, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(self: Store) -> None:
        raise RegisterError("the register postgresql://pat:hunter2@db.lake.example/reg cannot be used: no route")

    app = make_served(register, vault)
    with visit(app) as client:
        monkeypatch.setattr(Store, "reading", fail)
        for place in ("/", "/agreements", "/api/v1/agreements", "/reports/r1"):
            answer = client.get(place)
            assert answer.status_code == 503
            assert "lake.example" not in answer.text and "hunter2" not in answer.text and "pat" not in answer.text
    assert "no route" in caplog.text


def test_answers_to_tokens_and_refusals_are_kept_by_no_cache(register: Store, vault: Store) -> None:
    _, key = add_token(vault, "newsroom")
    app = make_served(register, vault)
    with visit(app) as client:
        told = client.get("/api/v1/agreements", headers={"authorization": f"Bearer {key}"})
        assert (told.status_code, told.headers["cache-control"]) == (200, "no-store")
        refused = client.get("/api/v1/agreements", headers={"authorization": "Bearer none"})
        assert (refused.status_code, refused.headers["cache-control"]) == (401, "no-store")
    with visit(app, "ann") as reviewer:
        page = reviewer.get("/accounts")
        assert (page.status_code, page.headers["cache-control"]) == (403, "no-store")


def test_pages_are_answered_while_a_report_is_read(register: Store) -> None:
    begun, goes_on = threading.Event(), threading.Event()

    def read_slowly(reports: Sequence[Report]) -> list[Result]:
        begun.set()
        assert goes_on.wait(20)
        return read_part(reports)

    form = {"text": "Chad and Sudan signed an accord in Khartoum on Monday."}
    with (
        TestClient(make_app(register, read_slowly, VERSION), base_url=BASE) as client,
        ThreadPoolExecutor(1) as pool,
    ):
        added = pool.submit(client.post, "/add", data=form, headers={"origin": BASE})
        assert begun.wait(20)
        assert client.get("/static/mark.svg").status_code == 200
        assert not added.done()
        goes_on.set()
        assert added.result(20).status_code == 200


def test_many_who_keep_reports_at_once_each_keep_theirs_and_one_text_is_kept_once(register: Store) -> None:
    app = make_app(register, read_part, VERSION)
    with TestClient(app, base_url=BASE, follow_redirects=False) as client, ThreadPoolExecutor(6) as pool:

        def keep(number: int) -> int:
            form = {"text": f"It rained in Khartoum on day {number}, people said."}
            return client.post("/add/keep", data=form, headers={"origin": BASE}).status_code

        assert set(pool.map(keep, [*range(6), *[6] * 6])) == {303}
    with register.reading() as connection:
        kept = connection.execute(
            text("select count(*) from reports where text like 'It rained in Khartoum%'")
        ).scalar()
    assert kept == 7
