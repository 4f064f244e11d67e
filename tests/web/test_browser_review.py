"""Review in a real browser, by keyboard, by button, and without script."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from depositary.ingest.processes import read_part
from depositary.reading.reader import VERSION
from depositary.register.curation.doubts import Doubts
from depositary.register.curation.history import list_history
from depositary.register.storage.store import Store
from depositary.web.app import make_app
from depositary.web.tokens import add_token
from tests.web.signing import PASSWORD, make_vault, serve
from tests.web.test_accessibility import find_faults
from tests.web.test_browser import CHROMIUM, browser  # noqa: F401 - a fixture
from tests.web.test_review import fill_doubtful

PLACES = ("/sign-in", "/review?sort=merges", "/review?sort=disputed", "/history", "/account", "/accounts", "/alerts")
OVER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM, reason="CHROMIUM IS MISSING: no page was tried in a browser"),
]


@pytest.fixture
def store(tmp_path: Any) -> Iterator[Store]:
    made = fill_doubtful(tmp_path / "register.db")
    yield made
    made.close()


@contextmanager
def open_page(browser: Any, store: Store, vault: Store | None = None, **settings: Any) -> Iterator[Any]:  # noqa: F811
    """Open a page over a register; its console must stay silent."""
    told: list[str] = []
    with serve(make_app(store, read_part, VERSION, vault=vault)) as address:
        context = browser.new_context(base_url=address, locale="en-GB", **settings)
        page = context.new_page()
        page.on("console", lambda message: told.append(message.text))
        page.on("pageerror", lambda error: told.append(str(error)))
        yield page
        context.close()
    assert [words for words in told if "Clear-Site-Data" not in words] == []  # which Chromium tells of by itself


def test_a_merge_is_reviewed_with_the_keyboard_and_undone(browser: Any, store: Store) -> None:  # noqa: F811
    with open_page(browser, store) as page:
        page.goto("/review")
        assert "Are these one agreement?" in page.locator(":focus").inner_text()
        page.keyboard.press("e")
        page.keyboard.type("two treaties of two years")
        page.keyboard.press("Tab")
        page.locator(".doubt").first.focus()
        page.keyboard.press("r")
        page.get_by_text("Nothing to review here").wait_for()
        assert "two agreements" in page.get_by_role("status").inner_text()
        (made,) = list_history(store)
        assert (made.decision.verdict, made.decision.why) == ("different", "two treaties of two years")
        page.keyboard.press("u")
        page.get_by_text("Are these one agreement?").wait_for()
        assert list_history(store)[0].decision.undone_at
        page.goto("/history")
        assert "two treaties of two years" in page.locator("tr.undone").inner_text()


def test_keys_step_through_claims_and_correct_one(browser: Any, store: Store) -> None:  # noqa: F811
    with open_page(browser, store) as page:
        page.goto("/review?sort=disputed")
        first = page.evaluate("document.activeElement.id")
        page.keyboard.press("j")
        second = page.evaluate("document.activeElement.id")
        assert first != second
        page.keyboard.press("k")
        assert page.evaluate("document.activeElement.id") == first
        page.keyboard.press("e")
        page.locator(f"#{first}").get_by_label("Step").select_option("adoption")
        page.locator(f"#{first}").get_by_role("button", name="Save as corrected").click()
        page.get_by_role("status").wait_for()
        assert list_history(store)[0].after.startswith("corrected: adoption")


def test_all_of_review_works_without_script(browser: Any, store: Store) -> None:  # noqa: F811
    with open_page(browser, store, java_script_enabled=False) as page:
        page.goto("/review?sort=unsure")
        page.get_by_role("button", name="Accept").click()
        assert Doubts(store).count()["unsure"] == 0
        page.get_by_role("button", name="Undo").click()
        assert Doubts(store).count()["unsure"] == 1


def test_signing_in_and_out(browser: Any, store: Store) -> None:  # noqa: F811
    vault = make_vault(("ann", "reviewer"))
    with open_page(browser, store, vault) as page:
        page.goto("/review?sort=unsure")
        page.get_by_label("Name").fill("ann")
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_label("Password").press("Enter")
        page.wait_for_url("**/review?sort=unsure")
        page.keyboard.press("a")
        page.get_by_text("Nothing to review here").wait_for()
        assert list_history(store)[0].decision.judge == "ann"
        page.get_by_role("link", name="ann").click()
        assert page.get_by_text("(this one)").count() == 1
        page.get_by_role("button", name="Sign out").click()
        page.get_by_role("link", name="Sign in").wait_for()
        page.goto("/review")
        assert page.get_by_role("heading", name="Sign in").count() == 1
    vault.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_pages_of_those_signed_in(browser: Any, store: Store, scheme: str) -> None:  # noqa: F811
    vault = make_vault(("ann", "admin"), ("ben", "reviewer"))
    add_token(vault, "newsroom")
    with open_page(browser, store, vault, color_scheme=scheme, viewport={"width": 390, "height": 800}) as page:
        for place in PLACES:
            page.goto(place)
            assert find_faults(page) == [], place
            assert page.evaluate(OVER) == 0, place
            if place == "/sign-in":
                page.get_by_label("Name").fill("ann")
                page.get_by_label("Password").fill(PASSWORD)
                page.get_by_role("button", name="Sign in").click()
            if place == "/review?sort=disputed":
                page.keyboard.press("a")
                page.get_by_role("status").wait_for()
                page.keyboard.press("e")
                assert find_faults(page) == []
    vault.close()
