from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from starlette.testclient import TestClient

from depositary.cli.main import cli
from depositary.cli.reach import check_reach, make_openid, make_settings
from depositary.errors import InputError
from depositary.model.text import Report
from depositary.register.storage.opening import open_store
from depositary.web.app import make_app
from depositary.web.settings import Settings
from tests.web.conftest import BASE
from tests.web.test_security import FORM, OWN


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.4", "register.example", ""])
def test_only_loopback_is_served_without_accounts(host: str) -> None:
    with pytest.raises(InputError, match="loopback only"):
        check_reach(host, Settings(), accounts=False, tls=False)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.9", "::1", "localhost"])
def test_loopback_is_served(host: str) -> None:
    check_reach(host, Settings(), accounts=False, tls=False)


def test_others_are_served_with_accounts_over_tls() -> None:
    public = Settings(url="https://register.example")
    check_reach("0.0.0.0", public, accounts=True, tls=True)
    check_reach("127.0.0.1", public, accounts=True, tls=False)
    for host, settings, accounts, tls, words in (
        ("127.0.0.1", public, False, False, "without accounts"),
        ("0.0.0.0", Settings(), True, False, "unencrypted"),
        ("127.0.0.1", Settings(), True, True, "--certificate needs --url"),
        ("127.0.0.1", Settings(private=True), False, False, "--private needs accounts"),
    ):
        with pytest.raises(InputError, match=words):
            check_reach(host, settings, accounts=accounts, tls=tls)


@pytest.mark.parametrize(
    "url", ["http://register.example", "register.example", "https://r.example/a", "ftp://r.example"]
)
def test_an_address_is_an_origin_under_tls(url: str) -> None:
    with pytest.raises(InputError, match="--url"):
        make_settings(None, url, 60, 12)


def test_a_provider_needs_all_of_its_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DEPOSITARY_OPENID_SECRET", raising=False)
    assert make_openid("", "", None) is None
    with pytest.raises(InputError, match="DEPOSITARY_OPENID_SECRET"):
        make_openid("https://id.example", "depositary", None)
    monkeypatch.setenv("DEPOSITARY_OPENID_SECRET", "s")
    with pytest.raises(InputError, match="https alone"):
        make_openid("http://id.example", "depositary", None)
    made = make_openid("https://id.example", "depositary", "reader")
    with pytest.raises(InputError, match="needs --url"):
        make_settings(made, "", 60, 12)
    settings = make_settings(made, "https://register.example/", 5, 1, private=True)
    assert (settings.url, settings.lifetime.idle, settings.lifetime.most) == ("https://register.example", 300, 3600)


def test_a_certificate_comes_with_its_key(tmp_path: Path) -> None:
    (tmp_path / "c.pem").write_text("x")
    arguments = ["--register", str(tmp_path / "r.db"), "serve", "--certificate", str(tmp_path / "c.pem")]
    assert "come together" in str(CliRunner().invoke(cli, arguments).exception)


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


def start(place: Path, monkeypatch: pytest.MonkeyPatch, *arguments: str) -> dict[str, Any]:
    """Run ``serve`` without its server, and return what the server would be told."""
    told: dict[str, Any] = {}
    monkeypatch.setattr("uvicorn.run", lambda app, **settings: told.update(settings, app=app))
    result = CliRunner().invoke(cli, ["--register", str(place), "serve", "--workers", "1", *arguments])
    assert result.exception is None, result.exception
    return told


def test_headers_of_a_proxy_are_believed_from_the_named_one_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = start(tmp_path / "r.db", monkeypatch)
    assert (told["proxy_headers"], told["forwarded_allow_ips"]) == (False, "")
    told = start(tmp_path / "r.db", monkeypatch, "--proxy", "192.0.2.1")
    assert (told["proxy_headers"], told["forwarded_allow_ips"]) == (True, "192.0.2.1")


def test_accounts_beside_the_register_are_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert start(tmp_path / "r.db", monkeypatch)["app"].state.vault is None
    CliRunner().invoke(cli, ["--register", str(tmp_path / "r.db"), "accounts", "add", "ann", "--generate"])
    monkeypatch.setenv("DEPOSITARY_PRIVATE", "1")
    app = start(tmp_path / "r.db", monkeypatch, "--url", "https://register.example", "--host", "0.0.0.0")["app"]
    assert app.state.vault is not None and app.state.settings.private
    assert app.state.settings.url == "https://register.example"
