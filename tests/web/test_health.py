"""Whether the server answers, for programs that look after it."""

from __future__ import annotations

from starlette.testclient import TestClient

from depositary.ingest.processes import read_part
from depositary.reading.reader import VERSION
from depositary.register.storage.opening import open_store
from depositary.web.app import make_app
from depositary.web.settings import Settings
from depositary.web.vault import open_vault


def test_health_is_told_without_sign_in_and_tells_nothing_else() -> None:
    store, vault = open_store(":memory:"), open_vault(":memory:")
    app = make_app(store, read_part, VERSION, vault=vault, settings=Settings(private=True))
    with TestClient(app, base_url="http://127.0.0.1", follow_redirects=False) as client:
        told = client.get("/health")
        assert (told.status_code, told.json()) == (200, {"status": "ok"})
        assert client.get("/agreements").status_code == 303
    store.engine.dispose()
