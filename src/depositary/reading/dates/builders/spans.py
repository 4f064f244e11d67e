"""Build parts of dates, ranges, bounds and durations. These are the later rules of the date grammar."""

from __future__ import annotations

from datetime import date, timedelta

from depositary.model.dates import format_edtf, parse_edtf
from depositary.reading.dates.builders.counts import amount, count_unit, counted_from
from depositary.reading.dates.calendar import MONTHS, half_duration, iso_duration, shift, unit_edtf
from depositary.reading.dates.context import Clock, Found, piece
from depositary.reading.dates.grammar import Match, Piece

PARTS = ("start", "early", "mid", "late", "end")
THIRDS = {"early": 0, "start": 0, "mid": 1, "late": 2, "end": 2}


def dates_of(match: Match) -> list[Found]:
    """Return the dates in a match."""
    return [p.value for p in match.all("date", "weak")]


def part(match: Match, clock: Clock) -> Piece | None:
    """Build "late October", "the end of the year", "year-end"."""
    name = next(p.sort for p in match.pieces if p.sort in PARTS)
    held = dates_of(match)
    edtf = held[0].edtf if held else whole_unit(match, clock)
    last = parse_edtf(edtf).latest if edtf and name == "end" else None
    return piece(match, cut(edtf, name), last=last) if edtf else None


def whole_unit(match: Match, clock: Clock) -> str | None:
    """Return the unit that "year-end" ends: the current one, or the one before it in "since year-end"."""
    unit, gone = match.first("unit"), match.before is not None and match.before.sort == "since"
    if not clock.published or unit not in ("month", "year", "week"):
        return None
    return unit_edtf(shift(clock.published, -1 if gone else 0, unit), unit)


def cut(edtf: str, name: str) -> str | None:
    """Return the early, middle or late part of a month, year, week or decade."""
    found = parse_edtf(edtf)
    if edtf.startswith("XXXX") or not found.earliest or not found.latest:
        return f"{edtf}" if edtf.startswith("XXXX") else None
    if found.exact:
        return edtf
    if len(edtf) == 7 and int(edtf[5:]) <= 12:
        return cut_month(edtf, found.latest, name)
    return cut_longer(date.fromisoformat(found.earliest), date.fromisoformat(found.latest), name)


def cut_month(month: str, latest: str, name: str) -> str:
    """Return early (1-10), mid (11-20) or late (21 to end) in a month."""
    begin, end = ((1, 10), (11, 20), (21, int(latest[8:])))[THIRDS[name]]
    return f"{month}-{begin:02}/{month}-{end:02}"


def cut_longer(begin: date, end: date, name: str) -> str:
    """Return a part of a year (in months) or of any other period (in days)."""
    if (begin.month, begin.day, end.month, end.day) == (1, 1, 12, 31):
        return cut_years(begin, end.year - begin.year + 1, name)
    third = (end - begin).days // 3
    first = begin + timedelta(THIRDS[name] * (third + 1))
    return format_edtf(first.isoformat(), min(end, first + timedelta(third)).isoformat())


def cut_years(begin: date, years: int, name: str) -> str:
    """Return four months of a year, the first or last month for its start or end, or years of a decade."""
    if years > 1:
        thirds = (
            ((0, 3), (3, 6), (6, 9))
            if years == 10
            else ((0, years // 3), (years // 3, 2 * years // 3), (2 * years // 3, years - 1))
        )
        first, last = thirds[THIRDS[name]]
        return f"{begin.year + first:04}/{begin.year + last:04}"
    if name in ("start", "end"):
        return f"{begin.year:04}-{1 if name == 'start' else 12:02}"
    return f"{begin.year:04}-{THIRDS[name] * 4 + 1:02}/{begin.year:04}-{THIRDS[name] * 4 + 4:02}"


def fraction(match: Match, clock: Clock) -> Piece | None:
    """Build "the first half of 2025", "the last quarter of the year", "the first half of May" (to its 15th day)."""
    unit, held = match.first("unit"), dates_of(match)[0]
    month = parse_edtf(held.edtf)
    if unit == "half" and len(held.edtf) == 7 and month.latest and match.first("ordinal") in ("1", "2", None):
        days = ("01", "15") if match.first("ordinal") == "1" else ("16", month.latest[8:])
        return piece(match, f"{held.edtf}-{days[0]}/{held.edtf}-{days[1]}")
    size = {"half": 6, "quarter": 3}.get(unit)
    ordinal = match.first("ordinal")
    if not size or len(held.edtf) != 4 or "X" in held.edtf:
        return None
    number = int(ordinal) if ordinal else 12 // size
    first = (number - 1) * size + 1
    return piece(match, f"{held.edtf}-{first:02}/{held.edtf}-{first + size - 1:02}" if number * size <= 12 else None)


def fractions(match: Match, clock: Clock) -> Piece | None:
    """Build "the first two quarters of 1990", "the first nine months of the year"."""
    size = {"half": 6, "quarter": 3, "month": 1}.get(match.first("units"))
    held, number = dates_of(match)[0], int(match.first("number"))
    if not size or len(held.edtf) != 4 or "X" in held.edtf or match.first("ordinal") not in ("1", None):
        return None
    first = 1 if match.first("ordinal") else 13 - size * number
    last = first + size * number - 1
    fits = 1 <= first < last <= 12
    words = {"core": held.edtf, "duration": iso_duration(size * number, "month")}
    return piece(match, f"{held.edtf}-{first:02}/{held.edtf}-{last:02}" if fits else None, sort="done", **words)


def within_date(match: Match, clock: Clock) -> Piece | None:
    """Build "late on Sunday", "the night of 5 May": the day itself."""
    return piece(match, dates_of(match)[0].edtf)


def range_of(match: Match, clock: Clock) -> Piece | None:
    """Build "from Monday to Friday", "between March 2024 and May 2025"."""
    first, last = (parse_edtf(found.edtf) for found in dates_of(match))
    loose = any(p.value == "and" for p in match.pieces) and not match.first("between")
    if loose or not first.earliest or not last.latest or first.overlaps(last):
        return None
    return piece(match, f"{first.edtf.split('/')[0]}/{last.edtf.split('/')[-1]}", sort="done")


def bound(match: Match, edtf: str | None) -> Piece | None:
    """Make a piece for an open interval, with the date without its preposition."""
    return piece(match, edtf, sort="done", core=dates_of(match)[0].edtf)


def since(match: Match, clock: Clock) -> Piece | None:
    """Build "since May", "from 1 January", "as of Friday": an open end. "Since the end of" starts at the last day."""
    held = dates_of(match)[0]
    begin = held.last or held.edtf.split("/")[0]
    return bound(match, f"{begin}/.." if parse_edtf(held.edtf).earliest else None)


def none_from(match: Match, clock: Clock) -> Piece | None:
    """Build the date in "up from last year's", which does not begin a period."""
    return piece(Match(tuple(match.all("date"))), dates_of(match)[0].edtf, sort="done")


def until(match: Match, clock: Clock) -> Piece | None:
    """Build "until Friday", "by 2030", "by the end of the year": an open start, up to the last day."""
    held = dates_of(match)[0]
    return bound(match, f"../{held.last or held.edtf.split('/')[-1]}" if parse_edtf(held.edtf).latest else None)


def before(match: Match, clock: Clock) -> Piece | None:
    """Build "before May": up to the day before. "Before the end of" goes up to the end."""
    if dates_of(match)[0].last:
        return until(match, clock)
    earliest = parse_edtf(dates_of(match)[0].edtf).earliest
    return bound(match, f"../{date.fromisoformat(earliest) - timedelta(1)}" if earliest else None)


def after(match: Match, clock: Clock) -> Piece | None:
    """Build "after May": from the day after on."""
    latest = parse_edtf(dates_of(match)[0].edtf).latest
    return bound(match, f"{date.fromisoformat(latest) + timedelta(1)}/.." if latest else None)


def coming(match: Match, clock: Clock) -> Piece | None:
    """Build "over the next six months", "in the coming days"."""
    number = amount(match) or (1 if match.all("unit") else None)
    if not clock.published:
        return None
    if number is None:
        return piece(match, f"{clock.published}/..", sort="done")
    return stretch(match, clock.published, number, 1)


def passed(match: Match, clock: Clock) -> Piece | None:
    """Build "over the last four years", "in the past week"."""
    number = amount(match) or (1 if match.all("unit") else None)
    if not clock.published:
        return None
    if number is None:
        return piece(match, f"../{clock.published}", sort="done")
    return stretch(match, clock.published, number, -1)


def stretch(match: Match, published: date, number: int, sign: int) -> Piece | None:
    """Return the period of a number of units before or after the publication day."""
    unit = count_unit(match)
    if unit in ("hour", "minute", "half"):
        hours = iso_duration(number, unit)
        return piece(match, published.isoformat(), sort="done", duration="P1D" if hours == "PT24H" else hours)
    ends = sorted((published, shift(published, sign * number, unit)))
    forms = (f"{d:%Y}" if unit in ("year", "decade", "century") else d.isoformat() for d in ends)
    return piece(match, "/".join(forms), sort="done", duration=iso_duration(number, unit))


def recent(match: Match, clock: Clock) -> Piece | None:
    """Build "in recent weeks": some time up to the publication day."""
    return piece(match, f"../{clock.published}" if clock.published else None, sort="done")


def offset(match: Match, clock: Clock) -> Piece | None:
    """Build "two days after 5 May"."""
    base = parse_edtf(dates_of(match)[0].edtf)
    if not base.exact or base.earliest is None:
        return None
    sign = -1 if match.first("before") else 1
    return piece(match, counted_from(date.fromisoformat(base.earliest), match, sign), sort="done")


def within(match: Match, clock: Clock) -> Piece | None:
    """Build "within 90 days": from the publication day to that day."""
    number = amount(match)
    if not clock.published or number is None:
        return duration(match, clock)
    return stretch(match, clock.published, number, 1)


def ahead(match: Match, clock: Clock) -> Piece | None:
    """Build "in three months" in a clause about the future. Otherwise ("the first in 50 years") it is a duration."""
    years = (amount(match) or 0) * MONTHS.get(count_unit(match), 0) / 12
    if clock.published and years <= 10 and clock.direction(match) == "future":
        return piece(match, counted_from(clock.published, match, 1), sort="done")
    return duration(match, clock)


def duration(match: Match, clock: Clock) -> Piece | None:
    """Build a duration: "for 20 years", "five-year"."""
    number, mixed = amount(match), match.first("mixed")
    told = match.before is not None and match.before.sort in ("the", "ordinal", "latest")
    if number and number > 3 and count_unit(match) == "month" and told:
        clock.quarter = None
    if mixed:
        return lasting(match, half_duration(int(mixed), count_unit(match)))
    return lasting(match, iso_duration(number, count_unit(match)) if number else None)


def half_more(match: Match, clock: Clock) -> Piece | None:
    """Build "two and a half years"."""
    first, last = match.all("unit", "units")
    return lasting(match, half_duration(int(match.first("number")), last.value) if first.value == "half" else None)


def lasting(match: Match, iso: str | None) -> Piece | None:
    """Make a piece from a duration and the words of the match."""
    return Piece(match.pieces[0].start, match.pieces[-1].end, "done", Found("", duration=iso)) if iso else None
