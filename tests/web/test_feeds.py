from xml.etree.ElementTree import fromstring

from starlette.testclient import TestClient

from depositary.web.feeds import fold

ATOM = "{http://www.w3.org/2005/Atom}"


def test_atom_feed_of_a_search(client: TestClient, treaty: str) -> None:
    feed = fromstring(client.get("/agreements.atom?party=RUS").content)  # our own output
    links = [entry.findtext(f"{ATOM}id") for entry in feed.iter(f"{ATOM}entry")]
    assert f"http://127.0.0.1:8470/agreements/{treaty}" in links
    assert "Russia" in (feed.findtext(f"{ATOM}title") or "")


def test_calendar_of_what_is_due(client: TestClient) -> None:
    text = client.get("/agreements.ics?party=TCD&on=2025-11-20&known=2025-11-20").text
    assert text.startswith("BEGIN:VCALENDAR\r\n")
    assert "DTSTART;VALUE=DATE:20251205" in text
    assert "DTEND;VALUE=DATE:20251206" in text


def test_long_lines_are_folded() -> None:
    pieces = list(fold("SUMMARY:" + "é" * 100))
    assert all(len(piece.encode()) <= 75 for piece in pieces)
    assert "".join([pieces[0], *(piece[1:] for piece in pieces[1:])]) == "SUMMARY:" + "é" * 100
