"""Imprecise dates: strict parsing, the interval behind a text, and the algebra of intervals."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from depositary.errors import DateError
from depositary.model.dates import ImpreciseDate, format_edtf, parse_day, parse_edtf

DAYS = st.dates(date(1, 1, 1), date(9999, 12, 31)).map(date.isoformat)


@pytest.mark.parametrize(
    ("edtf", "earliest", "latest"),
    [
        ("2025-01-17", "2025-01-17", "2025-01-17"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2001", "2001-01-01", "2001-12-31"),
        ("199X", "1990-01-01", "1999-12-31"),
        ("19XX", "1900-01-01", "1999-12-31"),
        ("2024-XX-XX", "2024-01-01", "2024-12-31"),
        ("2024-10-XX", "2024-10-01", "2024-10-31"),
        ("2024-21", "2024-03-01", "2024-05-31"),
        ("2023-24", "2023-12-01", "2024-02-29"),
        ("2024~", "2024-01-01", "2024-12-31"),
        ("2024-10-21/2024-10-31", "2024-10-21", "2024-10-31"),
        ("2015/2019", "2015-01-01", "2019-12-31"),
        ("../2024-12-31", None, "2024-12-31"),
        ("2024-05/..", "2024-05-01", None),
        ("/2024", None, "2024-12-31"),
        ("XXXX-01-17", None, None),
        ("XXXX-02-29", None, None),
        ("2024-12-26T23:30:00+03:00", "2024-12-26", "2024-12-26"),
    ],
)
def test_a_text_allows_its_interval_of_days(edtf, earliest, latest):
    found = parse_edtf(edtf)
    assert (found.earliest, found.latest) == (earliest, latest)


@pytest.mark.parametrize(
    "text",
    [
        "", " 2024", "2024-13", "2024-02-30", "2023-02-29", "24-01-01", "2024-1-1", "20240117", "yesterday", "../..",
        "/", "2025/2024", "2024/2025/2026", "2024-25", "0000", "XXXX", "XXXX-XX", "20X4", "199X-01", "2024-21-03",
        "2024-01-17T25:00", "２０２４", "2024-01-17\n", "2024-01-17T10:00+99:00", "XXXX-21",
    ],
)  # fmt: skip
def test_what_is_no_date_is_refused_with_what_it_was(text):
    with pytest.raises(DateError, match="no"):
        parse_edtf(text)


def test_a_date_that_is_no_text_is_refused():
    with pytest.raises(DateError, match="int"):
        parse_edtf(2024)  # type: ignore[arg-type]


def test_a_time_is_the_day_of_its_own_zone():
    assert parse_day("2024-12-26T23:30:00-05:00") == date(2024, 12, 26)
    assert parse_day("2024-12-26") == date(2024, 12, 26)


@pytest.mark.parametrize("text", ["2024-12", "2024", "XXXX-01-17", "2024-12-26/2024-12-27", "2024-12-26~"])
def test_more_than_a_day_is_no_publication_day(text):
    with pytest.raises(DateError, match="not one day"):
        parse_day(text)


@given(DAYS, DAYS)
def test_an_interval_goes_to_text_and_back(one, other):
    earliest, latest = sorted((one, other))
    found = parse_edtf(format_edtf(earliest, latest))
    assert (found.earliest, found.latest) == (earliest, latest)


@given(DAYS, DAYS, DAYS)
def test_before_after_and_overlap_exclude_each_other(one, other, third):
    left, right = parse_edtf("/".join(sorted((one, other)))), parse_edtf(third)
    assert [left.before(right), left.after(right), left.overlaps(right)].count(True) == 1
    assert left.contains(right) == left.overlaps(right)


@given(st.text(alphabet="0123456789X-/.~?T:+Z ", max_size=24))
def test_any_text_is_a_date_or_refused(text):
    try:
        found = parse_edtf(text)
    except DateError:
        return
    assert found.earliest is None or found.latest is None or found.earliest <= found.latest


def test_open_sides_reach_without_end():
    year, until = parse_edtf("2024"), parse_edtf("../2024-12-31")
    assert until.contains(year)
    assert not year.contains(until)
    assert until.overlaps(parse_edtf("1648"))
    assert until.before(parse_edtf("2025"))


def test_an_unknown_year_is_never_surely_anywhere():
    unknown, year = parse_edtf("XXXX-01-17"), parse_edtf("2024")
    assert unknown.overlaps(year)
    assert not (unknown.before(year) or unknown.after(year) or unknown.contains(year) or year.contains(unknown))


def test_the_words_stay_with_the_date():
    assert parse_edtf("2024").with_text("last year") == ImpreciseDate("2024", "2024-01-01", "2024-12-31", "last year")


def test_a_month_of_an_unknown_year_holds_its_days():
    assert parse_edtf("XXXX-01").contains(parse_edtf("XXXX-01-17"))
    assert not parse_edtf("XXXX-01").contains(parse_edtf("XXXX-02-17"))
