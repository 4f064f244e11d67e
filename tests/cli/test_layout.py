import io

import pytest
from rich.console import Console

from depositary.cli.layout import lay_out
from depositary.languages.wording import write_agents, write_chain, write_date, write_place
from depositary.model.dates import ImpreciseDate, parse_edtf
from depositary.model.reading import Action, Agent, Agreement, Meeting, Place, Reading, Relation, Statement
from depositary.model.text import Report
from depositary.model.vocabulary import ActionCode, Kind, Manner, MeetingKind, Modality, RelationCode

TEXT = "Mali and Chad will sign a River Treaty in Bamako on 3 May, Ada Diallo said. It goes beyond the 1990 Accord."
REPORT = Report.compose(TEXT, title="Neighbours near treaty", published="2024-04-30", outlet="Sahel Post")
DIALLO = Agent("Ada Diallo", "Foreign Minister", "MLI")


def span(words):
    start = REPORT.text.index(words)
    return REPORT.span(start, start + len(words))


READING = Reading(
    REPORT,
    "en/1",
    agreements=(
        Agreement(
            "a1", "River Treaty", Kind.TREATY, ("MLI", "TCD"), (span("a River Treaty"),), ("water",), term="P20Y"
        ),
        Agreement("a2", "1990 Accord", Kind.AGREEMENT, year=1990),
    ),
    actions=(
        Action(
            "a1",
            ActionCode.SIGNATURE,
            Modality.PLANNED,
            (span("Mali and Chad will sign a River Treaty in Bamako on 3 May"),),
            date=parse_edtf("2024-05-03"),
            place=Place("Bamako", "MLI"),
            by=(Agent("Mali", None, "MLI"), Agent("Chad", None, "TCD")),
            according_to=(DIALLO, Agent("Radio Sahel")),
        ),
    ),
    meetings=(Meeting(MeetingKind.TALKS, Modality.OCCURRED, (DIALLO,), (span("Ada Diallo said"),)),),
    relations=(Relation("a1", RelationCode.BUILDS_ON, "a2", (span("It goes beyond the 1990 Accord"),)),),
    statements=(Statement(DIALLO, Manner.TOLD, span("Mali and Chad will sign"), about="a1"),),
)


def draw(reading, width=100, **options):
    console = Console(file=io.StringIO(), width=width, **options)
    console.print(lay_out(reading))
    return console.file.getvalue()


@pytest.mark.parametrize(
    "words",
    [
        "Neighbours near treaty",
        "Sahel Post · 30 April 2024",
        "1  River Treaty",
        "Mali and Chad",
        "signature scheduled",
        "20 years",
        "○ signature · planned · 3 May 2024 · Bamako (Mali)",
        "Ada Diallo (Foreign Minister, Mali) ← Radio Sahel",
        "“Mali and Chad will sign a River Treaty in Bamako on 3 May”",
        "→ builds on · 1990 Accord",
        "● talks · occurred",
        "Ada Diallo (Foreign Minister, Mali) · told · on 1",
    ],
)
def test_page_tells(words):
    assert words in draw(READING)


@pytest.mark.parametrize("width", [40, 80, 100])
def test_page_keeps_to_its_width(width):
    assert max(len(line) for line in draw(READING, width).splitlines()) <= width


def test_colour_is_for_terminals_only():
    assert "\x1b[" in draw(READING, force_terminal=True)
    assert "\x1b" not in draw(READING)


def test_a_report_cannot_write_to_the_terminal():
    report = Report.compose("A treaty \x1b[31mred\x1b]0;title\x07 [bold]x[/bold] \u202eback", title="T\x1b[2J")
    page = draw(Reading(report, "en/1", agreements=(Agreement("a1", report.text, Kind.TREATY),)))
    assert not set(page) & set("\x1b\x07\u202e")
    assert "[bold]x[/bold]" in page


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("2025-01-17", "17 January 2025"),
        ("2025-01", "January 2025"),
        ("2025", "2025"),
        ("XXXX-01-17", "17 January, year unknown"),
        ("2024-10-21/2024-10-31", "21 to 31 October 2024"),
        ("2024-10-21/2024-11-02", "21 October to 2 November 2024"),
        ("2023/2024", "2023 to 2024"),
        ("../2024-12-31", "by 31 December 2024"),
        ("2024-12-31/..", "from 31 December 2024"),
        ("2025-21", "spring 2025"),
        ("1990~", "about 1990"),
        ("199X", "the 1990s"),
        ("19XX", "20th century"),
    ],
)
def test_dates_in_words(edtf, words):
    assert write_date(ImpreciseDate(edtf)) == words


def test_agents_and_places_in_words():
    assert write_agents([Agent("Mali", None, "MLI"), Agent("Chad", None, "TCD")]) == "Mali and Chad"
    assert write_chain([DIALLO, Agent("Radio Sahel")]) == "Ada Diallo (Foreign Minister, Mali) ← Radio Sahel"
    assert write_place(Place("Mali", "MLI")) == "Mali"
    assert write_place(Place("Nowhere", "QQQ")) == "Nowhere (QQQ)"
