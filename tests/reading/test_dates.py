"""The grammar of news dates: phrases with their expectation, from the shallow side (no parse)."""

import pytest

from depositary.model.text import Report
from depositary.reading.analysis import Analysis, split_report
from depositary.reading.dates import find_dates

PUBLISHED = "2024-12-26"  # a Thursday


def read(text, published=PUBLISHED):
    report = Report.compose(text, published=published)
    return find_dates(Analysis(report, split_report(report), ()))


@pytest.mark.parametrize(
    ("text", "words", "edtf"),
    [
        ("It was signed on 17 January 2025.", "17 January 2025", "2025-01-17"),
        ("They will sign on January 17.", "January 17", "2025-01-17"),
        ("They signed on Jan. 17.", "Jan. 17", "2024-01-17"),
        ("It was dated 17/01/2025.", "17/01/2025", "2025-01-17"),
        ("It was dated 2025-01-17.", "2025-01-17", "2025-01-17"),
        ("They met on Tuesday.", "Tuesday", "2024-12-24"),
        ("They met on Thursday.", "Thursday", "2024-12-26"),
        ("They will meet on Tuesday.", "Tuesday", "2024-12-31"),
        ("They spoke on Tuesday night.", "Tuesday night", "2024-12-24"),
        ("It ended late on Sunday.", "late on Sunday", "2024-12-22"),
        ("They met last Friday.", "last Friday", "2024-12-20"),
        ("They meet next Friday.", "next Friday", "2024-12-27"),
        ("They spoke yesterday.", "yesterday", "2024-12-25"),
        ("They meet tomorrow.", "tomorrow", "2024-12-27"),
        ("They met last month.", "last month", "2024-11"),
        ("They meet next year.", "next year", "2025"),
        ("They met this week.", "this week", "2024-12-23/2024-12-29"),
        ("He spoke in late October.", "late October", "2024-10-21/2024-10-31"),
        ("It fell in mid-2023.", "mid-2023", "2023-05/2023-08"),
        ("It began at the beginning of March 2023.", "the beginning of March 2023", "2023-03-01/2023-03-10"),
        ("It was spring 2024.", "spring 2024", "2024-21"),
        ("In the first half of 2025 it rose.", "the first half of 2025", "2025-01/2025-06"),
        ("In the third quarter of 2025 it rose.", "the third quarter of 2025", "2025-07/2025-09"),
        ("In the 1990s they fought.", "the 1990s", "199X"),
        ("The 2001 treaty stands.", "2001", "2001"),
        ("It was agreed in October.", "October", "2024-10"),
        ("It was agreed last October.", "last October", "2024-10"),
        ("It was agreed in October 2016.", "October 2016", "2016-10"),
        ("They will vote by the end of the year.", "by the end of the year", "../2024-12-31"),
        ("Nine have done so to date.", "to date", "../2024-12-26"),
        ("It is currently in force.", "currently", "2024-12-26"),
        ("They met from 3 to 5 May.", "from 3 to 5 May", "2024-05-03/2024-05-05"),
        ("They met on May 3-5, 2023.", "May 3-5, 2023", "2023-05-03/2023-05-05"),
        ("It fell between March and May.", "between March and May", "2024-03/2024-05"),
        ("It has held since May 2023.", "since May 2023", "2023-05/.."),
        ("They met two weeks ago.", "two weeks ago", "2024-12-12"),
        ("Troops will leave within 90 days.", "within 90 days", "2024-12-26/2025-03-26"),
        ("They will meet in the coming days.", "in the coming days", "2024-12-26/.."),
        ("It will start later this year.", "later this year", "2024-12-26/2024-12-31"),
        ("It was signed on Christmas Eve 2023.", "Christmas Eve 2023", "2023-12-24"),
        ("It was signed on Good Friday 1998.", "Good Friday 1998", "1998-04-10"),
        ("MOSCOW, Dec 26 (Reuters) - Talks began.", "Dec 26", "2024-12-26"),
        ("They will meet on Thursday, January 2 in Doha.", "Thursday, January 2", "2025-01-02"),
        ("It was the 21st century.", "the 21st century", "20XX"),
    ],
)
def test_a_phrase_is_read(text, words, edtf):
    assert [(m.date.text, m.date.edtf) for m in read(text)] == [(words, edtf)]


@pytest.mark.parametrize(
    ("text", "duration"),
    [
        ("It runs for 20 years.", "P20Y"),
        ("a five-year pact", "P5Y"),
        ("a three-day truce", "P3D"),
        ("a 60-day halt", "P60D"),
    ],
)
def test_a_duration_is_no_date(text, duration):
    (found,) = read(text)
    assert (found.duration, found.dated) == (duration, False)


@pytest.mark.parametrize(
    "text",
    [
        "Some 2000 troops marched at 1700 GMT.", "Resolution 1973 stands.", "It may march on.", "He may come second.",
        "They cost $2000.", "A 25-year-old man spoke.", "About 1,950 people came.", "The Sun rose.",
    ],
)  # fmt: skip
def test_no_date_is_found_where_there_is_none(text):
    assert [m for m in read(text) if m.dated] == []


def test_without_a_publication_day_nothing_is_guessed():
    found = read("They signed on January 17, after talks on Tuesday last week and in 2001.", published=None)
    assert [m.date.edtf for m in found] == ["XXXX-01-17", "2001"]
    assert (found[0].date.earliest, found[0].date.latest) == (None, None)


def test_a_date_counts_from_the_one_before():
    found = read("They met on 3 May 2023. The following day they signed. Two days later they left.")
    assert [m.date.edtf for m in found] == ["2023-05-03", "2023-05-04", "2023-05-06"]
