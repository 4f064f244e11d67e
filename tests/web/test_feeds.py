import datetime as dt
from xml.etree.ElementTree import fromstring

import feedparser
import pytest
from icalendar import Calendar
from starlette.testclient import TestClient

from depositary.web import shelf

ATOM = "{http://www.w3.org/2005/Atom}"


def test_atom_feed_of_a_search(client: TestClient, treaty: str) -> None:
    feed = fromstring(client.get("/agreements.atom?party=RUS").content)  # our own output
    links = [entry.findtext(f"{ATOM}id") for entry in feed.iter(f"{ATOM}entry")]
    assert f"http://127.0.0.1:8470/agreements/{treaty}" in links
    assert "Russia" in (feed.findtext(f"{ATOM}title") or "")


def test_a_feed_reader_reads_a_search(client: TestClient, treaty: str) -> None:
    read = feedparser.parse(client.get("/agreements.atom?party=RUS").content)
    assert not read.bozo
    assert f"http://127.0.0.1:8470/agreements/{treaty}" in {entry.link for entry in read.entries}


def test_calendar_of_what_is_due(client: TestClient) -> None:
    text = client.get("/agreements.ics?party=TCD&on=2025-11-20&known=2025-11-20").text
    calendar = Calendar.from_ical(text)
    (event,) = [event for event in calendar.walk("VEVENT") if event.decoded("DTSTART") == dt.date(2025, 12, 5)]
    assert event.decoded("DTEND") == dt.date(2025, 12, 6)
    assert str(event["URL"]).startswith("http://127.0.0.1:8470/agreements/")
    assert "Chad" in str(calendar["X-WR-CALNAME"])


def test_a_table_and_a_feed_that_lack_statuses_are_not_kept(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shelf, "EXACT", 0)
    for name in ("csv", "atom"):
        path = f"/agreements.{name}?on=2025-03-{len(name):02}"
        with monkeypatch.context() as patch:
            patch.setattr(shelf.Shelf, "wait_for", lambda *_: None)
            lacking = client.get(path)
        assert lacking.headers["cache-control"] == "no-store"
        client.app.state.shelf.share.kept.clear()  # type: ignore[attr-defined]
        whole = client.get(path)
        assert whole.headers["cache-control"] == "no-cache"
        if name == "csv":
            assert whole.text != lacking.text
