"""The body of a page that makes plain where it is, and pages that do not."""

import pytest
from selectolax.lexbor import LexborHTMLParser

from depositary.errors import ReportError
from depositary.sources.markup import parse_markup
from depositary.sources.page import extract_page
from depositary.sources.paragraphs import take_plainly
from depositary.sources.source import Setting

SAID = [
    f"Chad and Sudan signed a treaty on water number {n}, both presidents said in Dakar on Monday." for n in range(9)
]
REPORT = "".join(f"<p>{said}</p>" for said in SAID)
MENU = "".join(f"<p><a href=/{n}>Read more about the weather at the lake on day {n}</a></p>" for n in range(40))


def take(markup: str) -> list[str]:
    """Return the lines that are taken of a page."""
    return take_plainly(LexborHTMLParser(f"<html><body>{markup}</body></html>")).split("\n")


@pytest.mark.parametrize(
    "markup",
    [
        f"<h1>Accord signed</h1><article>{REPORT}</article>",
        f"<div class=main><div>{REPORT}</div><div><p>Short.</p></div></div>",
        f"<div class=sidebar><p>Weather at the lake: rain and wind on Monday.</p></div><div>{REPORT}</div>",
        f"<div>{REPORT}<aside><p>More on the lake and its fish and birds</p></aside></div>",
        f"<div>{REPORT}<div class='c-share social'><p>Tell your friends of this report on the lake</p></div></div>",
        f"<div>{REPORT}<ul><li><a href=/1>Another report on the lake</a></li></ul></div>",
        f"<div>{REPORT}<h3>More reports</h3></div>",
        f"<div class='article paywall'>{REPORT}</div>",
        "<div>" + "".join(f"<div><div><p>{said}</p></div></div>" for said in SAID) + "</div>",
        f"<div>{REPORT}</div><div>{MENU}</div>",
    ],
)
def test_body_is_taken_and_nothing_beside_it(markup: str) -> None:
    assert take(markup) == SAID


@pytest.mark.parametrize("times", [0.2, 0.5, 3])
def test_what_readers_say_is_no_report(times: float) -> None:
    said = "<p>I was in Dakar, and it is a good treaty, whatever others here may say of it.</p>" * int(
        len(SAID) * times
    )
    page = f"<div class='has-comments'><article>{REPORT}</article><div id=comments>{said}</div></div>"
    assert take(page) == (SAID if times < 1 else [""])


def test_teasers_of_other_reports_are_left_out_and_sections_are_not() -> None:
    card = "<div><h3><a href=/2>Peru signs</a></h3><p>Peru signed a treaty with its neighbours.</p></div>"
    section = f"<div><h3><a href=#3>Next steps</a></h3>{REPORT}</div>"
    assert take(f"<main>{REPORT}{card}</main>") == SAID
    assert take(f"<main>{REPORT}{section}</main>") == [*SAID, *SAID]


def test_headings_items_and_quotations_are_taken_in_order() -> None:
    quoted = "<blockquote><p>It is a good day.</p></blockquote><ul><li>Water <b>rights</b></li></ul>"
    assert take(f"<main>{REPORT}<h2>Next steps</h2>{quoted}<p>The end.</p></main>") == [
        *SAID,
        "Next steps",
        "It is a good day.",
        "Water rights",
        "The end.",
    ]


def test_a_break_of_a_line_parts_words() -> None:
    assert take(f"<main>{REPORT}<p>Dakar<br>Monday</p></main>")[-1] == "Dakar Monday"


@pytest.mark.parametrize(
    "markup",
    [
        "<p>Chad and Sudan signed a treaty.</p>",  # too little to tell
        "<div>"
        + "".join(f"<section><div><div><div><div><p>{s}</p></div></div></div></div></section>" for s in SAID)
        + "</div>",
        f"<div>{' <br>'.join(SAID * 3)}</div><div>{REPORT}</div>",  # the report may be what stands in no paragraph
        f"<main>{REPORT}</main>" + f"<div>{'The lake is deep and blue. ' * 80}</div>",
        "<main>" + "<p>Chad and Sudan signed a treaty in Dakar.</p>" * 3001 + "</main>",  # no report is so long
        "",
    ],
)
def test_of_a_page_that_is_not_plain_nothing_is_taken(markup: str) -> None:
    assert take(markup) == [""]


def test_deep_nesting_ends_soon() -> None:
    assert take("<div>" * 1900 + REPORT) in ([""], SAID)


def test_page_gives_the_plain_body_and_the_screen_sees_it() -> None:
    markup = (
        f"<title>Accord signed</title><h1>Accord signed</h1><main>{REPORT}</main><div class=related><p>Other</p></div>"
    )
    seen: list[str] = []
    page = extract_page(markup, None, Setting(screen=lambda text: not seen.append(text)))
    assert page.body == "\n".join(SAID)
    assert seen[-1] == f"Accord signed\n\n{page.body}"


def test_page_that_is_not_plain_is_read_all_the_same() -> None:
    page = extract_page("<main><p>Chad and Sudan signed a treaty in Dakar on Monday.</p></main>", None)
    assert page.body == "Chad and Sudan signed a treaty in Dakar on Monday."
    with pytest.raises(ReportError):
        extract_page("<main><p></p></main>", None)
    assert parse_markup("<p>One").tree.body is not None
