from pathlib import Path

import pytest
from click.testing import CliRunner
from starlette.testclient import TestClient

from depositary.cli.main import cli
from depositary.cli.serve import check_loopback
from depositary.errors import InputError
from depositary.model.text import Report
from depositary.register.store import open_store
from depositary.web.app import make_app
from tests.web.conftest import BASE
from tests.web.test_security import FORM, OWN


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.4", "register.example", ""])
def test_only_loopback_is_served(host: str) -> None:
    with pytest.raises(InputError, match="loopback only"):
        check_loopback(host)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.9", "::1", "localhost"])
def test_loopback_is_served(host: str) -> None:
    check_loopback(host)


def test_refusal_comes_before_the_register_is_made(tmp_path: Path) -> None:
    place = tmp_path / "r.db"
    result = CliRunner().invoke(cli, ["--register", str(place), "serve", "--host", "0.0.0.0"])
    assert isinstance(result.exception, InputError)
    assert not place.exists()


def break_down(reports: object) -> list[Report]:
    raise RuntimeError("a secret of the inside")


def test_a_failure_tells_nothing_of_the_inside() -> None:
    store = open_store(":memory:")
    app = make_app(store, break_down, "en/1")
    with TestClient(app, base_url=BASE, raise_server_exceptions=False) as client:
        answer = client.post("/add", data=FORM, headers=OWN)
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    store.close()
