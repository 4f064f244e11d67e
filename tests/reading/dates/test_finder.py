"""The grammar of news dates: phrases with their expectation, from the shallow side (no parse)."""

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from depositary.languages import load_table
from depositary.model.text import Report
from depositary.reading.dates.calendar import easter, shift
from depositary.reading.dates.finder import builder, find_dates
from depositary.reading.parser.english import analyse
from depositary.reading.text.analysis import Analysis
from depositary.reading.text.sentences import split_report

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
        ("They met this week.", "this week", "2024-12-23/2024-12-26"),
        ("They will meet this week.", "this week", "2024-12-23/2024-12-29"),
        ("They met earlier this month.", "earlier this month", "2024-12-01/2024-12-26"),
        ("They will meet in the first half of next month.", "the first half of next month", "2025-01-01/2025-01-15"),
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
        ("They met two days after 5 May 2023.", "two days after 5 May 2023", "2023-05-07"),
        ("They vote next Saturday, December 28.", "next Saturday, December 28", "2024-12-28"),
        ("They want it before the end of May.", "before the end of May", "../2024-05-31"),
        ("It was the 21st century.", "the 21st century", "20XX"),
        ("It is due by the year 2030.", "by the year 2030", "../2030"),
        ("It fell in the winter of 2013.", "the winter of 2013", "2013-24"),
        ("It fell in nineteen ninety-four.", "nineteen ninety-four", "1994"),
        ("It fell in the year two thousand.", "the year two thousand", "2000"),
        ("It fell two and a half years ago.", "two and a half years ago", "2022-06"),
        ("It rose in the first two quarters of 2014.", "the first two quarters of 2014", "2014-01/2014-06"),
        ("It lasted from the past decade.", "the past decade", "2014/2024"),
        ("It has held since the end of 2023.", "since the end of 2023", "2023-12-31/.."),
        ("It fell in the fourth quarter.", "the fourth quarter", "2024-10/2024-12"),
        ("It is up since year-end.", "since year-end", "2023-12-31/.."),
        ("It rose in Q3 2024.", "Q3 2024", "2024-07/2024-09"),
        ("It rose in H1 of last year.", "H1 of last year", "2023-01/2023-06"),
        ("They met on the 2nd of this month.", "the 2nd of this month", "2024-12-02"),
        ("They will meet on Monday week.", "Monday week", "2025-01-06"),
        ("They will meet a week on Monday.", "a week on Monday", "2025-01-06"),
        ("They met three weeks ago on Wednesday.", "three weeks ago on Wednesday", "2024-12-04"),
        ("They met a year ago today.", "a year ago today", "2023-12-26"),
        ("They meet on the third Friday of next month.", "the third Friday of next month", "2025-01-17"),
        ("They met on the first Monday in October.", "the first Monday in October", "2024-10-07"),
        ("They met on the last day of November.", "the last day of November", "2024-11-30"),
        ("They met on Mon 23 Dec in Doha.", "Mon 23 Dec", "2024-12-23"),
        ("They met on 2024/12/23.", "2024/12/23", "2024-12-23"),
        ("They met on 23-12-2024.", "23-12-2024", "2024-12-23"),
    ],
)
def test_a_phrase_is_read(text, words, edtf):
    assert [(m.date.text, m.date.edtf) for m in read(text)] == [(words, edtf)]


def test_what_only_looks_like_a_day_is_none():
    assert (
        read("The second of this month's summits has ended, and H3 2024 and 05-06-2024 say nothing.")[0].date.edtf
        == "2024-12"
    )
    assert [m.date.edtf for m in read("It came on 05/06/2024, on 31/02/2024 or in H3.")] == []


@pytest.mark.parametrize(
    ("text", "duration"),
    [
        ("It runs for 20 years.", "P20Y"),
        ("a five-year pact", "P5Y"),
        ("a three-day truce", "P3D"),
        ("a 60-day halt", "P60D"),
        ("It lasts two and a half years.", "P2Y6M"),
        ("It ran for 2 1/2 years.", "P2Y6M"),
        ("It lasts two to three weeks.", "P2W"),
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
        "The Sunday Times reports.", "The Good Friday Agreement holds.", "It comes three days after the deal.",
        "He said it on This Week with a smile.", "It runs 24 hours a day.", "It will one day be signed.",
        "Nine have signed so far.", "More than a quarter of them signed.", "It may be signed in a year or two.",
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


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("The ministers will meet on Tuesday.", "2024-12-31"),
        ("The ministers met on Tuesday.", "2024-12-24"),
        ("The ministers met on January 17.", "2024-01-17"),
        ("The envoy reported a visit of the ministers on January 17.", "2025-01-17"),
        ("The envoy said on Tuesday that all was well.", "2024-12-24"),
        ("The ministers are to meet on Tuesday.", "2024-12-31"),
        ("The ministers are scheduled to meet on Tuesday.", "2024-12-31"),
        ("The ministers plan to meet on Tuesday.", "2024-12-31"),
        ("The ministers agreed to meet on Tuesday.", "2024-12-31"),
        ("The ministers managed to meet on Tuesday.", "2024-12-24"),
        ("The ministers had been due to meet on Tuesday.", "2024-12-24"),
        ("The accord, signed on Tuesday, will last.", "2024-12-24"),
        ("A vote is due on Tuesday.", "2024-12-31"),
        ("They could vote as early as Tuesday.", "2024-12-31"),
        ("The accord takes effect on Tuesday.", "2024-12-31"),
        ("He said on Tuesday that both would sign.", "2024-12-24"),
        ("The truce was extended until Tuesday.", "../2024-12-31"),
        ("The treaty has been in force since January 17.", "2024-01-17/.."),
        ("The ministers have set January 17 for the vote.", "2025-01-17"),
        ("A march planned for Saturday was called off.", "2024-12-28"),
        ("They gave the envoys until mid-January to agree.", "../2025-01-20"),
    ],
)
def test_the_governing_verb_gives_the_direction(text, edtf):
    (found,) = find_dates(analyse(Report.compose(text, published=PUBLISHED)))
    assert found.date.edtf == edtf


def test_a_headline_in_the_present_is_about_now():
    report = Report.compose("It was long awaited.", title="Chad and Sudan sign pact on Monday", published="2024-12-24")
    (found,) = find_dates(analyse(report))
    assert found.date.edtf == "2024-12-23"


def test_a_date_in_the_words_of_a_name_is_not_counted_from():
    found = read("They met on Wednesday over the November 27 accord. The following day they left.")
    assert found[-1].date.edtf == "2024-12-26"


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("Its third-quarter profit fell to $2 million from $3 million a year ago.", "2023-07/2023-09"),
        ("Its third-quarter profit fell. That was less than a year earlier.", "2023-07/2023-09"),
        ("Its profit fell in the third quarter, compared with a gain of $3 million last year.", "2023-07/2023-09"),
        ("Its profit fell in the third quarter. Much had been gained in the year-ago quarter.", "2023-07/2023-09"),
        ("Its profit fell in the third quarter. Much was lost in the latest quarter.", "2024-07/2024-09"),
        ("Its profit fell in the third quarter. Much was gained in the 2021 quarter.", "2021-07/2021-09"),
        ("Its profit fell in the third quarter. Much was gained in the same period last year.", "2023-07/2023-09"),
        ("Profit fell to $2 million from $3 million a year ago.", "2023"),
    ],
)
def test_a_report_on_a_quarter_compares_with_that_quarter(text, last):
    assert read(text)[-1].date.edtf == last


def test_every_pattern_names_a_builder():
    assert all(callable(builder(row["rule"])) for row in load_table("en", "date-patterns"))


@given(
    st.dates(date(1900, 1, 1), date(2099, 12, 31)),
    st.sampled_from(["%d %B %Y", "%B %d, %Y", "%Y-%m-%d", "%A, %d %B %Y"]),
)
def test_a_written_day_is_read_back(day, form):
    (found,) = read(f"They signed it on {day.strftime(form)} in Rome.")
    assert (found.date.edtf, found.date.text) == (day.isoformat(), day.strftime(form))


@given(st.dates(date(1950, 1, 1), date(2099, 12, 31)))
def test_a_weekday_of_a_past_clause_is_at_most_six_days_back(published):
    (found,) = read("They signed it on Friday.", published=published.isoformat())
    back = published - date.fromisoformat(found.date.edtf)
    assert timedelta(0) <= back <= timedelta(6)


@given(
    st.lists(
        st.sampled_from([row["word"] for row in load_table("en", "date-words")] + ["17", "2024", ",", "-", "x"]),
        max_size=12,
    )
)
def test_any_row_of_date_words_is_read_in_its_own_words(words):
    report = Report.compose(" ".join(["It", *words, "."]), published=PUBLISHED)
    found = find_dates(Analysis(report, split_report(report), ()))
    assert all(report.text[m.start : m.end] == m.date.text for m in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))


@given(st.dates(date(1583, 1, 1), date(4099, 12, 31)), st.integers(-500, 500))
def test_moving_by_months_keeps_the_day_where_it_exists(day, months):
    moved = shift(day, months, "month")
    assert moved.day <= day.day
    assert (moved.year - day.year) * 12 + moved.month - day.month == months


@pytest.mark.parametrize(
    ("year", "day"), [(1998, "1998-04-12"), (2008, "2008-03-23"), (2024, "2024-03-31"), (2038, "2038-04-25")]
)
def test_easter_sunday(year, day):
    assert easter(year).isoformat() == day


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They will sign on January 17. He would visit the capital that day for talks.", ["2025-01-17", "2025-01-17"]),
        ("They signed in May 2011. He visited Lima that month.", ["2011-05", "2011-05"]),
        ("They will sign on January 17. He hopes that day will come.", ["2025-01-17"]),
        ("He visited Lima that month.", []),
    ],
)
def test_a_bare_that_day_is_the_day_before_it(text: str, expected: list[str]) -> None:
    analysis = analyse(Report.compose(text, published="2024-12-26"))
    assert [m.date.edtf for m in find_dates(analysis)] == expected


def test_before_a_month_looks_ahead_where_the_tense_does_not_say():
    report = Report.compose("The prospects of reaching a deal before September appear dim.", published="2024-03-15")
    assert [m.date.edtf for m in find_dates(analyse(report))] == ["../2024-08-31"]
