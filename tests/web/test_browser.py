"""The pages in a real browser: Debian's Chromium, led by Playwright over a server on loopback."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn

from depositary.ingest.processes import read_part
from depositary.reading.reader import VERSION
from depositary.web.app import make_app
from tests.web.conftest import fill
from tests.web.test_security import FORM

NAME = "Strategic Partnership"
CHROMIUM = shutil.which("chromium")
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM, reason="CHROMIUM IS MISSING: no page was tried in a browser"),
]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server over a register of its own."""
    store = fill(tmp_path_factory.mktemp("browser") / "register.db")
    yield from serve(make_app(store, read_part, VERSION))
    store.close()


def serve(app: Any) -> Iterator[str]:
    """Serve an application on loopback and yield its address."""
    config = uvicorn.Config(app, host="127.0.0.1", port=0, log_level="error")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    end = time.monotonic() + 20
    while not server.started and time.monotonic() < end:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join(10)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Chromium."""
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as play:
        made = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield made
        made.close()


@pytest.fixture
def page(browser: Any, address: str) -> Iterator[Any]:
    """A page whose console must stay silent: what the policy refuses is told there."""
    context = browser.new_context(base_url=address, locale="en-GB")
    made = context.new_page()
    told: list[str] = []
    made.on("console", lambda message: told.append(message.text))
    made.on("pageerror", lambda error: told.append(str(error)))
    yield made
    context.close()
    assert told == []


def test_from_search_to_evidence(page: Any) -> None:
    page.goto("/")
    page.get_by_label("Search agreements").fill("Russia Iran strategic partnership")
    page.get_by_role("button", name="Search").click()
    page.locator(".line .title").first.click()
    assert NAME in page.locator("h1").inner_text()
    page.locator(".story summary").first.click()
    page.locator(".story blockquote a").first.click()
    target = page.locator(":target")
    assert target.count() == 1
    assert page.locator(".text .mark").count() > 0


def test_known_day_moves_the_status(page: Any) -> None:
    page.goto("/agreements?q=strategic+partnership")
    page.locator(".line .title").first.click()
    seen = []
    for known in ("2025-01-10", "2025-03-01", "2025-09-30", "2025-10-03"):
        page.get_by_label("Status on").fill("2025-11-01")
        page.get_by_label("As known on").fill(known)
        page.get_by_role("button", name="Show").click()
        seen.append(page.locator(".verdict .pill").first.inner_text())
    assert seen[0] != seen[1]
    assert seen[-2:] == ["in ratification", "in force"]


def test_keys_step_through_the_finds(page: Any) -> None:
    page.goto("/agreements?q=strategic+partnership")
    page.locator(".line .title").first.click()
    page.locator(".story summary").first.click()
    page.locator(".story a").first.click()
    page.wait_for_url("**/reports/*")
    page.keyboard.press("j")
    first = page.evaluate("document.activeElement.id")
    page.keyboard.press("j")
    second = page.evaluate("document.activeElement.id")
    page.keyboard.press("k")
    assert first.startswith("find-") and second.startswith("find-") and first != second
    assert page.evaluate("document.activeElement.id") == first
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "seek"


def test_a_pasted_report_is_kept(page: Any) -> None:
    page.goto("/add")
    page.get_by_label("Text").fill(FORM["text"])
    page.get_by_label("Published on").fill(FORM["published"])
    page.get_by_role("button", name="Read", exact=True).click()
    assert page.locator(".find").count() > 0
    page.get_by_role("button", name="Save it").click()
    page.locator(".find .head a").first.click()
    page.wait_for_url("**/agreements/*")
    assert "ining agreement" in page.locator("h1").inner_text()


def test_all_works_without_script(browser: Any, address: str) -> None:
    context = browser.new_context(base_url=address, java_script_enabled=False)
    page = context.new_page()
    page.goto("/")
    page.get_by_label("Search agreements").fill("partnership")
    page.get_by_role("button", name="Search").click()
    page.locator(".line .title").first.click()
    page.locator(".story summary").first.click()
    page.locator(".story blockquote a").first.click()
    page.locator(".find .to-text").first.click()
    assert "#at-" in page.url
    context.close()


PLACES = [
    "/",
    "/agreements",
    "/due",
    "/add",
    "/review",
    "/history",
    "/map?party=RUS",
    "/network",
    "/actors/RUS",
    "/between/RUS/IRN",
    "/agreements?q=strategic+partnership",
]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1200])
def test_no_page_is_wider_than_the_screen(browser: Any, address: str, width: int, scheme: str) -> None:
    context = browser.new_context(
        base_url=address, viewport={"width": width, "height": 800}, color_scheme=scheme, java_script_enabled=True
    )
    page = context.new_page()
    for place in PLACES:
        page.goto(place)
        wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert page.evaluate(wide) == 0, place
        paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert paper == ("rgb(20, 24, 27)" if scheme == "dark" else "rgb(251, 249, 244)")
    context.close()


def test_downloads_and_feeds_answer(page: Any, address: str, tmp_path: Path) -> None:
    page.goto("/agreements?q=strategic+partnership")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="CSV").click()
    saved = tmp_path / "agreements.csv"
    waiting.value.save_as(saved)
    assert NAME in saved.read_text("utf-8")
    feed = page.locator('link[type="application/atom+xml"]').get_attribute("href")
    answer = page.request.get(address + feed)
    assert answer.ok
    assert NAME in answer.text()
