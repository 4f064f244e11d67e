"""Accessibility: axe-core finds nothing on any page, wide in light and on a phone in dark; all is done by keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from depositary.ingest.processes import read_part
from depositary.reading.reader import VERSION
from depositary.register.storage.store import Store
from depositary.web.app import make_app
from tests.web.conftest import TREATY
from tests.web.test_browser import CHROMIUM, browser, serve
from tests.web.test_security import FORM

__all__ = ["browser"]
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM, reason="CHROMIUM IS MISSING: no page was tried in a browser"),
]
PLACES = [
    "/",
    "/agreements",
    "/agreements?q=strategic+partnership&party=RUS",
    "/agreements/{treaty}",
    "/agreements/{treaty}?on=2025-11-01&known=2025-03-01",
    "/agreements/{treaty}?known=2020-01-01",
    "/reports/{report}",
    "/actors/RUS",
    "/between/RUS/IRN",
    "/map?party=RUS",
    "/network",
    "/due?on=2025-11-20&known=2025-11-20",
    "/add",
    "/review",
    "/history",
    "/agreements?view=table&by=-last",
    "/agreements/{treaty}/steps?by=step",
    "/agreements/{treaty}/evidence",
    "/about",
    "/accuracy",
    "/api",
    "/nowhere",
]


@pytest.fixture(scope="module")
def address(store: Store) -> Iterator[str]:
    yield from serve(make_app(store, read_part, VERSION))


@pytest.fixture(scope="module")
def names(address: str, browser: Any) -> dict[str, str]:
    """The ids that the addresses of pages need."""
    context = browser.new_context(base_url=address)
    found = context.request.get(f"/api/v1/agreements?q={TREATY}").json()["items"][0]["id"]
    claims = context.request.get(f"/api/v1/agreements/{found}/claims").json()["items"]
    context.close()
    return {"treaty": found, "report": claims[0]["report"]["id"]}


@pytest.fixture(scope="module", params=["light", "dark"])
def scheme(request: pytest.FixtureRequest, browser: Any, address: str) -> Iterator[Any]:
    """A wide page in light, then one on a phone in dark."""
    width = 1200 if request.param == "light" else 390
    viewport = {"width": width, "height": 800}
    context = browser.new_context(base_url=address, color_scheme=request.param, viewport=viewport)
    yield context.new_page(), request.param
    context.close()


@pytest.fixture(scope="module")
def page(browser: Any, address: str) -> Iterator[Any]:
    context = browser.new_context(base_url=address)
    yield context.new_page()
    context.close()


def find_faults(page: Any) -> list[str]:
    """Return what axe finds, of whatever weight."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    found = axe.run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [f"{each['id']}: {node['target']} {node['failureSummary']}" for each in found for node in each["nodes"]]


@pytest.mark.parametrize("place", PLACES)
def test_axe_finds_nothing(scheme: tuple[Any, str], names: dict[str, str], place: str) -> None:
    scheme[0].goto(place.format(**names))
    assert find_faults(scheme[0]) == []


def test_axe_finds_nothing_in_a_reading_that_is_not_saved(scheme: tuple[Any, str]) -> None:
    page = scheme[0]
    page.goto("/add")
    page.get_by_label("Text").fill(FORM["text"])
    page.get_by_role("button", name="Read", exact=True).click()
    assert page.locator(".find").count() > 0
    assert find_faults(scheme[0]) == []


@pytest.mark.parametrize("place", ["/agreements/{treaty}", "/between/RUS/IRN", "/map?party=RUS", "/network"])
def test_each_plot_has_its_table(page: Any, names: dict[str, str], place: str) -> None:
    page.goto(place.format(**names))
    assert page.locator("main svg:visible").count() == 1
    assert page.locator("main svg ~ *, main table, main .lines").count() > 0
    assert page.locator("main table tbody tr, main .lines li").count() > 0


REACHABLE = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']"
LIST = f"""() => [...document.querySelectorAll("{REACHABLE}")]
    .filter((each) => each.tabIndex >= 0 && each.checkVisibility({{visibilityProperty: true}})).length"""
MARK = """() => {
    const here = document.activeElement;
    if (here === document.body || here.dataset.seen) return false;
    here.dataset.seen = "yes";
    return true;
}"""


@pytest.mark.parametrize("place", ["/", "/agreements/{treaty}", "/reports/{report}", "/add"])
def test_everything_is_reached_by_the_tab_key(page: Any, names: dict[str, str], place: str) -> None:
    page.goto(place.format(**names))
    wanted = page.evaluate(LIST)
    reached = 0
    for _ in range(3 * wanted):
        page.keyboard.press("Tab")
        if not page.evaluate(MARK):
            if page.evaluate("document.querySelectorAll('[data-seen]').length") >= wanted:
                break
            continue
        reached += 1
    assert reached >= wanted > 8
