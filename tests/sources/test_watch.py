"""A small news site watched for three rounds, with right counts of new, known and refused."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from depositary.cli.main import run as run_command
from depositary.errors import FetchError
from depositary.sources.client import Client
from depositary.sources.courtesy import CourteousClient, read_retry_after
from tests.sources.servers import Site, serve


def watch(site: Site, folder: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, ...]:
    """Watch the site for one round; return offered, new, known and refused."""
    code = run_command(
        ["--register", str(folder / "r.db"), "watch", site.url("/feed"), "--rounds", "1", "--every", "0",
         "--delay", "0", "--state", str(folder / "state.json")]
    )  # fmt: skip
    said = capsys.readouterr().out
    assert code == 0, said
    return tuple(int(n) for n in re.findall(r"\d+", said.partition(":")[2]))


def test_three_rounds(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEPOSITARY_ALLOW_PRIVATE", "1")
    with serve(Site()) as site:
        site.put("/robots.txt", "User-agent: *\nDisallow: /secret\n", Content_Type="text/plain")
        site.put_page("/1", "Chad, Sudan sign accord", "Chad and Sudan signed a peace agreement on Monday.")
        site.put("/2", "", status=301, Location="/two")
        site.put_page("/two", "Peru ratifies treaty", "Peru ratified the Andean Water Treaty on Monday.")
        site.put("/broken", "sorry", status=404)
        site.put_feed([("/1", "One"), ("/2", "Two"), ("/secret/3", "Three"), ("/broken", "Four")], '"a"')
        assert watch(site, tmp_path, capsys) == (4, 2, 0, 2)
        assert not [path for path, _ in site.asked if path.startswith("/secret")]

        assert watch(site, tmp_path, capsys) == (0, 0, 0, 0)
        assert site.asked[-1][1]["if-none-match"] == '"a"'

        site.put_page("/5", "Mali, Niger sign pact", "Mali and Niger signed a trade pact on Tuesday.")
        site.put_page("/copy", "Chad, Sudan sign accord", "Chad and Sudan signed a peace agreement on Monday.")
        site.put_feed([("/5", "Five"), ("/copy", "One again"), ("/1", "One")], '"b"')
        assert watch(site, tmp_path, capsys) == (2, 1, 1, 0)


def test_a_server_that_fails_is_left_alone_and_asked_again(tmp_path: Path) -> None:
    now = [1000.0]
    with serve(Site()) as site, Client(allow_private=True) as client:
        site.put("/1", "no", status=500)
        courteous = CourteousClient(client, 0, clock=lambda: now[0], sleep=lambda s: None)
        assert courteous.fetch(site.url("/1")).status == 500
        with pytest.raises(FetchError, match="left alone for 60 s"):
            courteous.fetch(site.url("/1"))
        now[0] += 61
        assert courteous.fetch(site.url("/1")).status == 500
        with pytest.raises(FetchError, match="left alone for 120 s"):
            courteous.fetch(site.url("/1"))


def test_a_host_is_asked_no_more_often_than_it_likes() -> None:
    slept: list[float] = []
    with serve(Site()) as site, Client(allow_private=True) as client:
        site.put("/robots.txt", "User-agent: *\nCrawl-delay: 7\n", Content_Type="text/plain")
        site.put("/1", "one")
        courteous = CourteousClient(client, 2, clock=lambda: 0.0, sleep=slept.append)
        courteous.fetch(site.url("/1"))
        courteous.fetch(site.url("/1"))
    assert slept == [7.0, 7.0]


def test_robots_that_cannot_be_read_forbid_all() -> None:
    with serve(Site()) as site, Client(allow_private=True) as client:
        site.put("/robots.txt", "no", status=503)
        site.put("/1", "one")
        with pytest.raises(FetchError, match=r"robots\.txt"):
            CourteousClient(client, 0).fetch(site.url("/1"))


def test_retry_after_is_read_as_seconds_or_a_date() -> None:
    assert read_retry_after("120") == 120.0
    assert read_retry_after("Thu, 01 Jan 1970 00:00:00 GMT") == 0.0
    assert read_retry_after("soon") is None
