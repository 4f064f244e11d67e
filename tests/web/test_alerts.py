"""Saved searches: kept for an account, told to an address with the words, signed, and tried again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from starlette.testclient import TestClient

from depositary.errors import UnreachableError
from depositary.ingest.processes import read_part
from depositary.model.text import Report
from depositary.reading.reader import VERSION
from depositary.register.intake import Intake, Submission
from depositary.register.register import Register
from depositary.register.storage.opening import open_store
from depositary.register.storage.store import Store
from depositary.sources.client import Client
from depositary.web.accounts import lock
from depositary.web.alerts import list_alerts, note_alert, save_alert
from depositary.web.sending import TRIES, Teller, sign
from depositary.web.shelf import Shelf
from tests.web.signing import make_served, make_vault, visit

HOOK = "https://desk.example/hook"
TEXTS = [
    "Peru and Chile signed a mining agreement in Lima on Monday.",
    "Chad and Niger signed a water treaty in Abuja on Monday.",
]


@pytest.fixture
def own_store(tmp_path: Path) -> Iterator[Store]:
    made = open_store(tmp_path / "register.db")
    yield made
    made.close()


def add(store: Store, *texts: str) -> None:
    reports = [Report.compose(text, published="2025-03-03", outlet="Harbour News") for text in texts]
    Intake(store, read_part, VERSION).take([Submission("test", n, report) for n, report in enumerate(reports, 1)])


class Desk:
    """An address that takes messages, and can be down."""

    def __init__(self, *, down: bool = False) -> None:
        self.down = down
        self.taken: list[tuple[str, bytes, dict[str, str]]] = []

    def take(self, url: str, body: bytes, headers: dict[str, str]) -> int:
        if self.down:
            raise UnreachableError(f"{url}: nobody there")
        self.taken.append((url, body, headers))
        return 200


def test_what_is_learned_is_told_once_with_its_words_and_a_signature(own_store: Store) -> None:
    vault, desk, shelf = make_vault(("ann", "reader")), Desk(), Shelf(Register(own_store))
    alert = save_alert(vault, "ann", "party=PER", HOOK)
    teller = Teller(shelf, vault, desk.take, "https://register.example")
    add(own_store, *TEXTS)
    teller.tell_all()
    teller.tell_all()
    ((url, body, headers),) = desk.taken
    assert url == HOOK
    assert headers["X-Depositary-Signature"] == sign(alert.secret, headers["X-Depositary-Time"], body)
    (change,) = json.loads(body)["changes"]
    assert (
        change["quote"].startswith("Peru and Chile signed")
        and change["step"] == "Signed 3 March 2025 by Chile and Peru"
    )
    assert change["page"].startswith("https://register.example/agreements/")
    shelf.close()


def test_a_desk_that_is_down_is_tried_later_and_nothing_is_lost(own_store: Store) -> None:
    vault, desk, shelf = make_vault(("ann", "reader")), Desk(down=True), Shelf(Register(own_store))
    save_alert(vault, "ann", "", HOOK)
    teller = Teller(shelf, vault, desk.take, "")
    add(own_store, *TEXTS)
    assert [(a.failures, "nobody there" in a.trouble) for a in teller.tell_all()] == [(1, True)]
    assert list(teller.tell_all()) == []  # not before its time
    (alert,) = list_alerts(vault)
    desk.down = False
    note_alert(vault, msgspec.structs.replace(alert, next_at=""))
    assert [a.failures for a in teller.tell_all()] == [0]
    assert len(json.loads(desk.taken[0][1])["changes"]) == 2
    note_alert(vault, msgspec.structs.replace(alert, failures=TRIES, next_at=""))
    assert list(teller.tell_all()) == []  # given up
    shelf.close()


def test_nothing_is_sent_into_the_own_network_or_for_a_locked_account(own_store: Store) -> None:
    vault, desk, shelf = make_vault(("ann", "reader"), ("ben", "reader")), Desk(), Shelf(Register(own_store))
    add(own_store, *TEXTS)
    save_alert(vault, "ann", "", "https://127.0.0.1:9/")
    note_alert(vault, msgspec.structs.replace(list_alerts(vault)[0], told_until="2020-01-01T00:00:00Z"))
    with Client() as client:
        inside = Teller(shelf, vault, lambda url, body, head: client.send("POST", url, body, head).status, "")
        assert ["not of the public Internet" in alert.trouble for alert in inside.tell_all()] == [True]
    save_alert(vault, "ben", "", HOOK)
    note_alert(vault, msgspec.structs.replace(list_alerts(vault, "ben")[0], told_until="2020-01-01T00:00:00Z"))
    lock(vault, "ben")
    assert list(Teller(shelf, vault, desk.take, "").tell_all()) == [] and desk.taken == []
    shelf.close()


def test_saving_and_deleting_on_the_page(own_store: Store) -> None:
    vault = make_vault(("ann", "reader"), ("ben", "reader"))
    app = make_served(own_store, vault)
    with visit(app) as nobody:
        assert nobody.get("/alerts").status_code == 303
    with visit(app, "ann") as ann:
        assert "New: Peru, treaty" in ann.get("/alerts?party=PER&kind=treaty").text
        assert ann.post("/alerts", data={"query": "party=PER", "hook": HOOK}).status_code == 303
        page = ann.get("/alerts").text
        assert HOOK in page and "/agreements?party=PER" in page
        for bad in ({"hook": "http://desk.example/"}, {"hook": "ftp://x"}, {"query": "kind=pact"}):
            assert ann.post("/alerts", data={"query": "", **bad}).status_code == 422
        (alert,) = list_alerts(vault, "ann")
    with visit(app, "ben") as ben:
        assert HOOK not in ben.get("/alerts").text
        assert ben.post("/alerts", data={"do": "delete", "id": alert.id}).status_code == 422
    with visit(app, "ann") as ann:
        assert ann.post("/alerts", data={"do": "delete", "id": alert.id}).status_code == 303
    assert list_alerts(vault) == []


def test_without_accounts_the_page_says_what_to_do(client: TestClient) -> None:
    page = client.get("/alerts").text
    assert "depositary accounts add" in page and "Atom" in page
