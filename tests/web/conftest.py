"""A small register for the web's tests: the life of one treaty as eight reports tell it, and one hostile report."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from starlette.testclient import TestClient

from depositary.ingest.processes import read_part
from depositary.model.text import Report
from depositary.reading.reader import VERSION
from depositary.register.intake.ledger import Submission
from depositary.register.intake.readings import Intake
from depositary.register.storage.opening import open_store
from depositary.register.storage.store import Store
from depositary.web import passwords
from depositary.web.app import make_app

BASE = "http://127.0.0.1:8470"
TREATY = "Comprehensive Strategic Partnership Treaty"
LIFE = [
    (
        "2024-12-26",
        "Agency One",
        f"Russia and Iran will sign a {TREATY} in Moscow on January 17, Iran's ambassador to Russia said. "
        "The treaty covers defence, energy and transport. It builds on the 2001 Treaty on the Basics of Relations.",
    ),
    (
        "2025-01-17",
        "Agency Two",
        f"Russia and Iran signed the {TREATY} in Moscow on Friday. Russian President Vladimir Putin and Iranian "
        "President Masoud Pezeshkian signed the treaty after talks in the Kremlin.",
    ),
    (
        "2025-04-08",
        "Agency One",
        f"Russia's State Duma ratified the {TREATY} between Russia and Iran on Tuesday.",
    ),
    (
        "2025-05-21",
        "Agency Three",
        f"Iran's parliament ratified the {TREATY} between Iran and Russia on Wednesday.",
    ),
    (
        "2025-10-02",
        "Agency One",
        f"The {TREATY} between Russia and Iran entered into force on Thursday, the Russian Foreign Ministry said.",
    ),
    (
        "2025-06-01",
        "Agency Four",
        "Chad and Sudan signed a trade agreement in Khartoum on Sunday. "
        "Chad and Sudan will sign a border protocol in Khartoum on 5 December 2025.",
    ),
    (
        "2025-06-02",
        '=HYPERLINK("http://example.org")',
        "Mali and Niger signed the <script>alert(1)</script> Treaty on Monday. Mali and Niger signed the {{ 7*7 }} "
        'Treaty <img src=x onerror=alert(1)> in Bamako on Monday, the "ministry" said.',
    ),
]


def make_reports() -> list[Report]:
    """Return the reports of the register."""
    return [
        Report.compose(text, title=None, published=published, outlet=outlet, url="https://example.org/a?b=1&c=2")
        for published, outlet, text in LIFE
    ]


def fill(place: str | Path) -> Store:
    """Open a register and read the reports into it."""
    store = open_store(place)
    Intake(store, read_part, VERSION).take([Submission("test", n, r) for n, r in enumerate(make_reports(), 1)])
    return store


@pytest.fixture(scope="package", autouse=True)
def quick_hashes() -> Iterator[None]:
    """Let hashing a password take no time; what it takes outside tests is tested in test_accounts.py."""
    with pytest.MonkeyPatch.context() as patch:
        hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
        patch.setattr(passwords, "hasher", lambda: hasher)
        yield


@pytest.fixture(scope="package")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A register that the tests read."""
    made = fill(tmp_path_factory.mktemp("web") / "register.db")
    yield made
    made.close()


@pytest.fixture(scope="package")
def client(store: Store) -> Iterator[TestClient]:
    """A client of the application over the register."""
    with TestClient(make_app(store, read_part, VERSION), base_url=BASE, follow_redirects=False) as made:
        yield made


@pytest.fixture(scope="package")
def treaty(client: TestClient) -> str:
    """The id of the treaty."""
    items = client.get("/api/v1/agreements", params={"q": TREATY}).json()["items"]
    return str(items[0]["id"])
