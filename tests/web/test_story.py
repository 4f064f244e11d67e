"""The whole story in a real browser: an empty register, the example, its treaty, its evidence, review, a new report."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import fromstring

import pytest

from depositary.ingest.processes import read_part
from depositary.reading.reader import VERSION
from depositary.register.storage.opening import open_store
from depositary.web.app import make_app
from tests.web.test_browser import CHROMIUM, browser, serve
from tests.web.test_security import FORM

__all__ = ["browser"]
pytestmark = pytest.mark.skipif(not CHROMIUM, reason="CHROMIUM IS MISSING: no page was tried in a browser")
ENTRY = "{http://www.w3.org/2005/Atom}entry"


@pytest.fixture
def page(browser: Any, tmp_path: Path) -> Iterator[Any]:
    """A page over an empty register; its console must stay silent."""
    store = open_store(tmp_path / "register.db")
    told: list[str] = []
    for address in serve(make_app(store, read_part, VERSION)):
        context = browser.new_context(base_url=address, locale="en-GB")
        made = context.new_page()
        made.on("console", lambda message: told.append(message.text))
        made.on("pageerror", lambda error: told.append(str(error)))
        yield made
        context.close()
    assert told == []
    store.close()


def test_from_an_empty_register_to_a_feed(page: Any) -> None:
    load_example(page)
    find_treaty(page)
    seen = [status_known_on(page, day) for day in ("2025-07-01", "2025-08-15", "2025-10-03")]
    assert "ratified" in seen[0]
    assert seen[1].endswith("in force by 18 July 2025.")  # one envoy was early
    assert seen[2].endswith("in force since 2 October 2025.")
    open_evidence(page)
    review_by_keyboard(page)
    before = count_entries(page)
    add_report(page)
    assert count_entries(page) == before + 1


def load_example(page: Any) -> None:
    page.goto("/")
    page.get_by_role("button", name="Load the example").click()
    page.get_by_role("link", name="All agreements", exact=True).wait_for()


def find_treaty(page: Any) -> None:
    page.keyboard.press("/")
    page.keyboard.type("Russia Iran strategic partnership")
    page.keyboard.press("Enter")
    page.wait_for_url("**/agreements?q=*")
    page.locator(".line .title").first.click()
    assert "Comprehensive Strategic Partnership" in page.locator("h1").inner_text()


def status_known_on(page: Any, day: str) -> str:
    page.get_by_label("As known on").fill(day)
    page.get_by_role("button", name="Show").click()
    page.wait_for_url(f"**known={day}*")
    return " ".join(page.locator(".sentence").first.inner_text().split())


def open_evidence(page: Any) -> None:
    page.locator(".story summary").first.click()
    words = page.locator(".story blockquote a").first.inner_text()
    page.locator(".story blockquote a").first.click()
    page.wait_for_url("**/reports/**")
    assert words in page.locator(".text").inner_text()
    assert page.locator(":target").count() == 1
    page.keyboard.press("j")
    assert page.locator(".text .mark.lit").count() > 0


def review_by_keyboard(page: Any) -> None:
    page.goto("/review?sort=disputed")
    doubts = page.locator(".doubt")
    before = doubts.count()
    assert before > 0
    doubts.first.focus()
    page.keyboard.press("a")
    page.get_by_role("status").wait_for()
    assert doubts.count() == before - 1
    page.keyboard.press("u")
    page.wait_for_function(f"document.querySelectorAll('.doubt').length === {before}")


def add_report(page: Any) -> None:
    page.goto("/add")
    page.get_by_label("Published on").fill(FORM["published"])
    page.get_by_label("Text").fill(FORM["text"])
    page.get_by_role("button", name="Read", exact=True).click()
    page.get_by_role("button", name="Save it").click()
    page.wait_for_url("**/reports/*")


def count_entries(page: Any) -> int:
    """Follow the feed that the list offers."""
    page.goto("/agreements")
    feed = page.locator('link[type="application/atom+xml"]').get_attribute("href")
    answer = page.request.get(feed)
    assert answer.ok
    return len(fromstring(answer.text()).findall(ENTRY))
