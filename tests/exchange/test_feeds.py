from __future__ import annotations

import feedparser
import pytest

from depositary.cli.main import run
from depositary.exchange.feeds import Feed, tell, write_atom
from depositary.register.queries.listing import Filter, Line

DAYS = ["--on", "2022-01-31", "--known", "2022-01-31"]


def follow(place, out, *wishes: str):
    assert run(["--register", str(place), "export", "atom", *DAYS, *wishes, str(out)]) == 0
    read = feedparser.parse(out.read_bytes())
    assert not read.bozo
    assert read.version == "atom10"
    return read


def test_a_feed_reader_reads_the_latest_first(place, tmp_path):
    read = follow(place, tmp_path / "all.atom")
    assert [entry.title for entry in read.entries] == [
        "Sahel Fisheries Protocol",
        "Blue River Treaty",
        "=SUM(A1) Treaty",
    ]
    blue = read.entries[1]
    assert (blue.updated, blue.published) == ("2020-06-10T00:00:00Z", "2019-03-02T00:00:00Z")
    assert blue.summary == "in force; Mali and Chad; 2 stories"
    assert read.feed.updated == "2021-05-05T00:00:00Z"


def test_a_search_has_its_own_feed(place, tmp_path):
    read = follow(place, tmp_path / "eu.atom", "--party", "EU", "--base", "https://register.example")
    (entry,) = read.entries
    assert entry.link.startswith("https://register.example/agreements/a")
    assert read.feed.title == "Depositary: European Union"
    links = {link.rel: link.href for link in read.feed.links}
    assert links["self"] == "https://register.example/agreements.atom?party=EU"
    assert links["alternate"] == "https://register.example/agreements?party=EU"
    assert read.feed.id != follow(place, tmp_path / "all.atom").feed.id


def test_a_feed_is_as_long_as_is_asked(place, tmp_path):
    assert len(follow(place, tmp_path / "one.atom", "--limit", "1").entries) == 1


@pytest.mark.parametrize("title", ["<b>Fish</b> & chips", "Pact\x00 \x1bof\ud7ff Roses", "]]> Treaty"])
def test_marks_do_not_break_a_feed(title):
    line = Line("a1", title, "treaty", ["MLI"], [], None, "2020-01-01", "2020-01-02", 1, 1)
    read = feedparser.parse(write_atom([line], Feed("urn:x", "all"), "urn:"))
    assert not read.bozo
    assert len(read.entries) == 1


def test_an_empty_feed_is_one_too():
    assert not feedparser.parse(write_atom([], Feed("urn:x", "none"), "urn:")).bozo


def test_a_filter_is_told_in_words():
    asked = Filter(parties=("MLI",), kind="peace-agreement", status="in-force", words="river", until="2020-01-01")
    assert tell(asked) == "river, Mali, peace agreement, in force, until 2020-01-01"
