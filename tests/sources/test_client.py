"""The outbound client: guarded addresses, caps, redirects, servers that misbehave."""

from __future__ import annotations

import gzip
import time
import zlib
from collections.abc import Callable

import pytest

from depositary.errors import FetchError, InputError
from depositary.sources.caps import Caps
from depositary.sources.client import Client, check_url
from tests.sources.servers import Dripping, Endless, Site, Slow, run, serve

QUICK = Caps(total_seconds=1.0, connect_seconds=1.0)


def test_a_page_is_fetched_with_an_agent_that_says_who_it_is() -> None:
    with serve(Site()) as site, Client(allow_private=True) as client:
        site.put("/1", "hello")
        answer = client.fetch(site.url("/1#part"))
        assert (answer.status, answer.body, answer.url) == (200, b"hello", site.url("/1"))
        path, headers = site.asked[0]
        assert path == "/1"
        assert headers["user-agent"].startswith("depositary/")
        assert "cookie" not in headers
        assert "authorization" not in headers


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1:9/", "http://localhost:9/", "http://[::1]:9/", "http://0.0.0.0:9/", "http://2130706433/",
     "http://[::ffff:127.0.0.1]/", "http://169.254.169.254/latest/meta-data/", "http://0x7f.1/", "http://10.0.0.1/"],
)  # fmt: skip
def test_an_address_that_is_not_public_is_refused(url: str) -> None:
    with Client(QUICK) as client, pytest.raises(FetchError, match=r"not of the public Internet|no such host"):
        client.fetch(url)


def test_a_redirect_to_an_address_that_is_not_public_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with serve(Site()) as site, Client(QUICK) as client:
        site.put("/1", "", status=302, Location="http://10.0.0.1/")
        monkeypatch.setattr("depositary.sources.client.is_public", lambda address: address == "127.0.0.1")
        with pytest.raises(FetchError, match=r"10\.0\.0\.1 is not of the public Internet"):
            client.fetch(site.url("/1"))


def test_redirects_are_followed_up_to_a_limit() -> None:
    with serve(Site()) as site, Client(allow_private=True) as client:
        site.put("/old", "", status=301, Location="/new")
        site.put("/new", "here")
        site.put("/loop", "", status=302, Location="/loop")
        answer = client.fetch(site.url("/old"))
        assert (answer.url, answer.redirects) == (site.url("/new"), (site.url("/old"),))
        with pytest.raises(FetchError, match="more than 5 redirects"):
            client.fetch(site.url("/loop"))


@pytest.mark.parametrize(
    "url",
    ["file:///etc/passwd", "ftp://a.example/", "gopher://a/", "http://", "http://a b/", "http://user:secret@a.example/",
     "javascript:alert(1)", "http://a.example:99999/", "http://[1::/"],
)  # fmt: skip
def test_what_is_no_plain_url_of_the_web_is_refused(url: str) -> None:
    with Client(QUICK) as client, pytest.raises(FetchError) as caught:
        client.fetch(url)
    assert "secret" not in str(caught.value)


def test_international_names_and_odd_paths_are_written_as_requests_are() -> None:
    assert check_url("http://bücher.example/ä b?q=1#x") == "http://xn--bcher-kva.example/%C3%A4%20b?q=1"


@pytest.mark.parametrize("handler", [Slow, Dripping])
def test_a_slow_server_is_given_up(handler: type[Slow]) -> None:
    begun = time.monotonic()
    with run(handler) as port, Client(QUICK, allow_private=True) as client, pytest.raises(FetchError, match="too slow"):
        client.fetch(f"http://127.0.0.1:{port}/")
    assert time.monotonic() - begun < 4


def test_an_endless_body_is_cut() -> None:
    caps = Caps(body=1_000_000, total_seconds=10)
    with run(Endless) as port, Client(caps, allow_private=True) as client, pytest.raises(FetchError, match="larger"):
        client.fetch(f"http://127.0.0.1:{port}/")


def test_a_body_that_is_a_bomb_or_of_no_use_is_refused() -> None:
    with serve(Site()) as site, Client(Caps(body=2_000_000), allow_private=True) as client:
        site.put("/bomb", gzip.compress(bytes(40_000_000)), Content_Encoding="gzip")
        site.put("/film", b"x", Content_Type="video/mp4")
        site.put("/large", b"x" * 3_000_000)
        site.put("/packed", gzip.compress(b"fine"), Content_Encoding="gzip")
        for path in ("/bomb", "/film", "/large"):
            with pytest.raises(InputError):
                client.fetch(site.url(path))
        assert client.fetch(site.url("/packed")).body == b"fine"


@pytest.mark.parametrize("pack", [zlib.compress, lambda data: zlib.compress(data)[2:-4]])
def test_a_coding_that_nobody_asked_for_is_undone(pack: Callable[[bytes], bytes]) -> None:
    with serve(Site()) as site, Client(allow_private=True) as client:
        site.put("/1", pack(b"<p>hello</p>"), Content_Encoding="deflate")
        assert client.fetch(site.url("/1")).body == b"<p>hello</p>"


def test_a_coding_that_cannot_be_undone_is_refused() -> None:
    with serve(Site()) as site, Client(allow_private=True) as client:
        site.put("/1", b"\x1b\x28\x00", Content_Encoding="x-unknown")
        with pytest.raises(InputError, match="unpacked"):
            client.fetch(site.url("/1"))
