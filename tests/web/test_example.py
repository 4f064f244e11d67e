from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from depositary.ingest.processes import read_part
from depositary.reading.reader import VERSION
from depositary.register.storage.opening import open_store
from depositary.web.app import make_app
from tests.web.conftest import BASE
from tests.web.test_security import OWN


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[TestClient]:
    store = open_store(tmp_path / "r.db")
    with TestClient(make_app(store, read_part, VERSION), base_url=BASE, follow_redirects=False) as client:
        yield client
    store.close()


def test_an_empty_register_offers_the_example_once(empty: TestClient) -> None:
    assert "Load the example" in empty.get("/").text
    assert empty.post("/example", headers=OWN).status_code == 303
    page = empty.get("/").text
    assert "Load the example" not in page
    assert "Strategic Partnership" in page
    assert empty.post("/example", headers=OWN).status_code == 400


def test_the_example_shows_the_status_change_with_what_is_known(empty: TestClient) -> None:
    empty.post("/example", headers=OWN)
    items = empty.get("/api/v1/agreements?q=Comprehensive Strategic Partnership Treaty").json()["items"]
    days = {"on": "2025-11-01"}
    seen = [
        empty.get(f"/api/v1/agreements/{items[0]['id']}", params=days | {"known": known}).json()["status"]["status"]
        for known in ("2025-07-01", "2025-10-31")
    ]
    assert seen[-1] == "in-force"
    assert seen[0] != seen[1]
