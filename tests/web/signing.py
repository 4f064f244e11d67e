"""An application with accounts, and browsers that sign in to it."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.testclient import TestClient

from depositary.ingest.processes import read_part
from depositary.reading.reader import VERSION
from depositary.register.storage.store import Store
from depositary.web.accounts import add_account
from depositary.web.app import make_app
from depositary.web.connections import Patience, make_connections
from depositary.web.settings import Settings
from depositary.web.vault import open_vault

PASSWORD = "correct horse battery staple"
URL = "https://register.example"
OWN = {"sec-fetch-site": "same-origin", "origin": URL}


def make_vault(*people: tuple[str, str]) -> Store:
    """Return a vault in memory with accounts, given as name and role."""
    vault = open_vault(":memory:")
    for name, role in people:
        add_account(vault, name, role, PASSWORD)
    return vault


def make_served(store: Store, vault: Store, **settings: Any) -> Starlette:
    """Return an application that others reach over TLS."""
    return make_app(store, read_part, VERSION, vault=vault, settings=Settings(url=URL, **settings))


@contextmanager
def visit(app: Starlette, name: str = "", password: str = PASSWORD, address: str = "192.0.2.1") -> Iterator[TestClient]:
    """Yield a browser, signed in where a name is given."""
    client = TestClient(app, base_url=URL, follow_redirects=False, client=(address, 50000), headers=OWN)
    if name:
        answer = client.post("/sign-in", data={"name": name, "password": password})
        assert answer.status_code == 303, answer.text
    yield client
    client.close()


@contextmanager
def serve(app: Starlette, patience: Patience | None = None) -> Iterator[str]:
    """Serve an application on loopback, and yield its address."""
    kind = make_connections(patience or Patience())
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="error", http=kind))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    end = time.monotonic() + 20
    while not server.started and time.monotonic() < end:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join(10)
