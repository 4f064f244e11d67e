"""Two of the people who use the pages, each at work in a browser: a journalist, and a treaty officer."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import fromstring

import pytest

from depositary.exchange.status_tables import read_status_table
from depositary.ingest.processes import read_part
from depositary.languages.states import load_states
from depositary.model.text import Report
from depositary.reading.reader import VERSION
from depositary.register.intake import Intake, Sheet, Submission, take_sheets
from depositary.register.storage.opening import open_store
from depositary.web.app import make_app
from tests.web.test_accessibility import find_faults
from tests.web.test_browser import CHROMIUM, browser, serve

__all__ = ["browser"]
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM, reason="CHROMIUM IS MISSING: no page was tried in a browser"),
]
GRAIN = (
    "Ukraine and Turkey signed a grain deal in Istanbul on Friday, the Turkish Defence Ministry said. "
    "The deal lets ships carry wheat across the Black Sea for 120 days."
)
MANY = 200
LARGEST, SCREENS = 150_000, 4


def write_table() -> str:
    """Return a status table of a made convention: 200 states sign, all but the last ten ratify, one leaves."""
    codes = [code for code, state in sorted(load_states().items()) if not state.ended and len(code) == 3][:MANY]
    rows = ["participant,action,date,effective"]
    for place, code in enumerate(codes):
        rows.append(f"{code},Signature,2001-{1 + place % 12:02}-10,")
        if place < MANY - 10:
            year = 2002 + place % 7
            rows.append(f"{code},Ratification,{year}-03-{1 + place % 28:02},{year}-06-01")
    rows.append(f"{codes[5]},Withdrawal,2012-03-01,2013-03-01")
    return "\n".join(rows) + "\n"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server over a report on a grain deal and a convention of many."""
    store = open_store(tmp_path_factory.mktemp("walk") / "register.db")
    report = Report.compose(GRAIN, title="Grain ships may sail", published="2022-07-23", outlet="Harbour News")
    Intake(store, read_part, VERSION).take([Submission("test", 1, report)])
    parts = read_status_table(write_table(), treaty="Convention on Lakes and Rivers", known_on="2020-01-01").parts
    take_sheets(store, [Sheet(part.report, part.title, part.claims) for part in parts])
    yield from serve(make_app(store, read_part, VERSION))
    store.close()


@pytest.fixture
def page(browser: Any, address: str) -> Iterator[Any]:
    context = browser.new_context(base_url=address, locale="en-GB", viewport={"width": 1200, "height": 800})
    yield context.new_page()
    context.close()


def test_a_journalist_finds_checks_follows_and_cites(page: Any) -> None:
    page.goto("/")
    page.get_by_label("Search agreements").fill("ukrane grain deal")
    page.keyboard.press("Enter")
    page.get_by_text("These are the results for ukraine grain deal").wait_for()
    page.locator(".line .title").first.click()
    assert page.locator(".sentence").inner_text().startswith("An agreement between Turkey and Ukraine")
    assert "last reported 23 July 2022" in page.locator(".verdict").inner_text()
    page.locator(".story summary").first.click()
    page.locator(".story blockquote a").first.click()
    assert "signed a grain deal" in page.locator(".text").inner_text() and page.locator(":target").count() == 1
    page.go_back()
    citation = page.locator(".cite dd").first.inner_text()
    assert "Depositary" in citation and "on=" in citation and "known=" in citation
    feed = page.request.get(page.get_by_role("link", name="feed (Atom)").get_attribute("href"))
    entry = fromstring(feed.text()).find("{http://www.w3.org/2005/Atom}entry")
    assert entry is not None and "signed a grain deal" in (entry.findtext("{http://www.w3.org/2005/Atom}content") or "")


def test_a_treaty_officer_reads_the_table_of_a_treaty_of_many(page: Any) -> None:
    page.goto("/agreements?q=lakes+and+rivers")
    page.locator(".line .title").first.click()
    assert (
        "with 189 parties, 10 signatories and 1 former party in this register" in page.locator(".sentence").inner_text()
    )
    page.get_by_text("Show the table of 200 participants").click()
    page.get_by_role("link", name="Ratified or joined").click()
    page.wait_for_url("**by=consent*")
    first = page.locator("#participants tbody tr").first.inner_text()
    assert "March 2002" in first
    page.get_by_role("link", name="Ratified or joined").click()
    page.wait_for_url("**by=-consent*")
    assert "March 2008" in page.locator("#participants tbody tr").first.inner_text()
    assert page.locator("#participants th[aria-sort=descending]").count() == 1
    page.get_by_label("Status on").fill("2004-12-31")
    page.get_by_role("button", name="Show").click()
    page.wait_for_url("**on=2004-12-31*")
    assert "on 31 December 2004" in page.locator(".verdict").inner_text()
    with page.expect_download() as waiting:
        page.get_by_role("link", name="CSV", exact=True).click()
    rows = list(csv.DictReader(io.StringIO(Path(waiting.value.path()).read_text("utf-8"))))
    assert len(rows) == MANY


def test_a_page_of_many_is_small_and_short_and_readable(browser: Any, address: str) -> None:
    for width, height, scheme in ((1200, 800, "light"), (390, 844, "dark")):
        viewport = {"width": width, "height": height}
        context = browser.new_context(base_url=address, viewport=viewport, color_scheme=scheme)
        page = context.new_page()
        name = page.request.get("/api/v1/agreements?q=lakes+and+rivers").json()["items"][0]["id"]
        answer = page.goto(f"/agreements/{name}")
        assert len(answer.body()) <= LARGEST
        assert page.evaluate("document.documentElement.scrollHeight") <= SCREENS * height
        assert page.evaluate("document.documentElement.scrollWidth") == width
        assert find_faults(page) == []
        context.close()
