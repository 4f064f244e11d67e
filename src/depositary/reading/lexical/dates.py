"""Dates in any language, by the grammar in its folder: which words are dates, and which days they can mean.

A form is a row of places: ``D`` a day, ``M`` a month, ``N`` a month by number, ``Y`` a year, ``W`` a weekday, ``R`` a
day told from today, ``U`` a unit, ``L`` a turn (last, this, next), ``P`` a part of a month or year, ``C`` a count,
``S`` a season, ``H`` a half-year, ``Q`` a quarter. Other words stand for themselves; ``?`` behind a word or place: it
may be left out.
"""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from depositary.errors import DateError
from depositary.languages.lexicons import split_words
from depositary.model.dates import ImpreciseDate, parse_day, parse_edtf
from depositary.reading.dates import choose_day, day_in, shift, unit_edtf, week_of
from depositary.reading.lexical.lexicon import Lexicon
from depositary.reading.lexical.patterns import Matcher, parse_atom
from depositary.reading.lexical.periods import find_period, names_period
from depositary.reading.lexical.solar_hijri import from_solar_hijri
from depositary.reading.lexical.words import Words

PLACES = frozenset("DMNYWRULPCSHQ")
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}  # the month they begin with, northern half
TURNS = {"last": -1, "this": 0, "next": 1}
PARTS = {"early": (1, 10), "mid": (11, 20), "late": (21, 0)}
ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
NUMERIC = re.compile(r"(?<![\d.,/])(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?![\d/])")
CALENDAR = frozenset({"", "D", "M", "N", "Y"})
SOLAR = 621
COMMON = 2001  # a year without a leap day
LONGEST_LEAD = 5
Direction = str


@dataclass(frozen=True, slots=True)
class DateHit:
    """A date in a text: its words and the days that they can mean."""

    first: int
    last: int
    date: ImpreciseDate
    plain: bool = False  # a day, month or year of the calendar, told as such


@dataclass(frozen=True, slots=True)
class Form:
    """A form of a date: its places and words, each with whether it may be left out, and what becomes of it."""

    items: tuple[tuple[str, Any, bool], ...]
    sense: str


@dataclass(frozen=True)
class Grammar:
    """The date grammar of a language."""

    places: Mapping[str, Matcher[tuple[str, int]]]
    forms: tuple[Form, ...]
    leads: Matcher[str]
    order: str
    counts: Mapping[str, int]


@functools.cache
def load_grammar(lexicon: Lexicon) -> Grammar:
    """Make the date grammar of a lexicon."""
    table, script = lexicon.dates, lexicon.script
    months = [(p, ("", i + 1)) for i, cell in enumerate(table.get("months", [])) for p in split_words(cell)]
    solar = table.get("solar-hijri", {}).get("months", [])
    months += [(p, ("solar", i + 1)) for i, cell in enumerate(solar) for p in split_words(cell)]
    numbered = {
        "W": [(p, ("", i)) for i, cell in enumerate(table.get("weekdays", [])) for p in split_words(cell)],
        "R": [(p, ("", int(n))) for n, cell in table.get("days", {}).items() for p in split_words(cell)],
        "U": [(p, (unit, 1)) for unit, cell in table.get("units", {}).items() for p in split_words(cell)],
        "L": [(p, ("", TURNS[turn])) for turn, cell in table.get("turns", {}).items() for p in split_words(cell)],
        "P": [(p, (part, 1)) for part, cell in table.get("parts", {}).items() for p in split_words(cell)],
        "C": [(p, ("", int(n))) for n, cell in table.get("counts", {}).items() for p in split_words(cell)],
        "D": [(p, ("word", int(n))) for n, cell in table.get("ordinals", {}).items() for p in split_words(cell)],
        "S": [(p, ("", SEASONS[name])) for name, cell in table.get("seasons", {}).items() for p in split_words(cell)],
        "H": [(p, ("", int(n))) for n, cell in table.get("halves", {}).items() for p in split_words(cell)],
        "Q": [(p, ("", int(n))) for n, cell in table.get("quarters", {}).items() for p in split_words(cell)],
        "M": months,
    }
    forms = [
        Form(parse_form(form, lexicon), sense)
        for sense, rows in sorted(table.get("forms", {}).items(), reverse=True, key=lambda item: item[0] != "date")
        for form in split_words("\n".join(rows) if isinstance(rows, list) else rows)
    ]
    leads = [(p, lead) for lead, cell in table.get("leads", {}).items() for p in split_words(cell)]
    return Grammar(
        places={place: Matcher(rows, script) for place, rows in numbered.items()},
        forms=tuple(forms),
        leads=Matcher(leads, script),
        order=table.get("numeric", "DMY"),
        counts={},
    )


def parse_form(text: str, lexicon: Lexicon) -> tuple[tuple[str, Any, bool], ...]:
    """Return the places and words of a form."""
    items: list[tuple[str, Any, bool]] = []
    for part in text.split():
        optional, bare = part.endswith("?"), part.removesuffix("?")
        if bare in PLACES:
            items.append((bare, None, optional))
        elif lexicon.script.spaced:
            items.append(("", parse_atom(bare, lexicon.script), optional))
        else:
            choices = bare.split("|")
            pieces = [bare] if len(choices) > 1 else list(bare)
            items.extend(("", parse_atom(piece, lexicon.script), optional) for piece in pieces)
    return tuple(items)


Caught = dict[str, list[tuple[str, int]]]


def find_dates(
    words: Words, lexicon: Lexicon, published: str | None, direct: Callable[[int], Direction]
) -> list[DateHit]:
    """Return the dates of a text.

    Args:
        words: the text.
        lexicon: of its language.
        published: when the report was published; without it no year is guessed.
        direct: tells for a word whether its clause speaks of the past or the future.
    """
    grammar, day = load_grammar(lexicon), parse_day(published) if published else None
    found, at = [], 0
    numeric = list(find_numeric(words, grammar))
    taken = {word for hit in numeric for word in range(hit.first, hit.last)}
    while at < len(words.starts):
        hit = None if at in taken else match_forms(words, grammar, at, day, direct)
        later = match_forms(words, grammar, at + 1, day, direct) if hit and at + 1 not in taken else None
        hit = later if hit and later and later.last > hit.last else hit
        if hit:
            found.append(hit)
        at = hit.last if hit else at + 1
    return sorted((lead(words, grammar, hit) for hit in (*found, *numeric)), key=lambda hit: hit.first)


def find_numeric(words: Words, grammar: Grammar) -> Iterator[DateHit]:
    """Yield dates in figures alone."""
    for match in (*ISO.finditer(words.folded), *NUMERIC.finditer(words.folded)):
        if match.re is ISO:
            year, month, day = (int(part) for part in match.groups())
        else:
            first, second, year = int(match[1]), int(match[3]), int(match[4])
            day, month = (first, second) if grammar.order == "DMY" else (second, first)
        found = day_in(year, month, day)
        inside = [i for i, start in enumerate(words.starts) if match.start() <= start < match.end()] if found else []
        if found and inside:
            yield DateHit(inside[0], inside[-1] + 1, parse_edtf(found.isoformat()))


def match_forms(
    words: Words, grammar: Grammar, at: int, published: dt.date | None, direct: Callable[[int], Direction]
) -> DateHit | None:
    """Return the longest date that begins at a word."""
    best: DateHit | None = None
    for form in grammar.forms:
        for last, caught in match_items(words, grammar, form.items, at, {}):
            if best is not None and last <= best.last:
                continue
            edtf = resolve(form.sense, caught, published, direct(at))
            if edtf:
                text = words.text[words.starts[at] : words.ends[last - 1]]
                best = DateHit(
                    at, last, parse_edtf(edtf).with_text(text), form.sense == "date" and set(caught) <= CALENDAR
                )
    return best


def match_items(
    words: Words, grammar: Grammar, items: tuple[tuple[str, Any, bool], ...], at: int, caught: Caught
) -> Iterator[tuple[int, Caught]]:
    """Yield the ways in which the items of a form fit the words from one on."""
    if not items:
        yield at, caught
        return
    (place, atom, optional), rest = items[0], items[1:]
    if at < len(words.starts) and not (caught and "\n" in words.between(at - 1)):
        if not place and atom.fits(words.forms[at]):
            yield from match_items(words, grammar, rest, at + 1, caught or {"": []})
        elif place:
            for last, value in catch(words, grammar, place, at):
                held = {**caught, place: [*caught.get(place, []), value]}
                yield from match_items(words, grammar, rest, last, held)
    if optional:
        yield from match_items(words, grammar, rest, at, caught)


def catch(words: Words, grammar: Grammar, place: str, at: int) -> Iterator[tuple[int, tuple[str, int]]]:
    """Yield what stands at a place of a form."""
    word = words.folded[words.starts[at] : words.ends[at]]
    if word.isdigit():
        number = int(word) if len(word) < 5 else 0
        fits = {"D": 1 <= number <= 31 and len(word) <= 2, "N": 1 <= number <= 12, "C": 0 < number <= 400}
        fits["Y"] = len(word) == 4 and (1300 <= number <= 2150)
        if fits.get(place) and not in_number(words, at):
            yield at + 1, ("", number)
        return
    matcher = grammar.places.get(place)
    hit = matcher.match(words, at, len(words.starts)) if matcher else None
    if hit:
        yield hit.last, hit.value


def in_number(words: Words, at: int) -> bool:
    """Tell whether figures are part of a longer number ("3,5" or "12.000")."""
    start, end = words.starts[at], words.ends[at]
    before, after = words.folded[max(0, start - 2) : start], words.folded[end : end + 2]
    return bool(re.search(r"\d[.,]$", before) or re.match(r"[.,]\d|[%$€]", after))


def resolve(sense: str, caught: Caught, published: dt.date | None, direction: Direction) -> str | None:
    """Return the EDTF text of what a form caught, ``None`` where no day can be told."""
    year, places = pick_year(caught), set(caught)
    if sense in ("ago", "ahead"):
        found = count_off(caught, published, -1 if sense == "ago" else 1)
    elif names_period(caught):
        found = find_period(caught, published, direction)
    elif "W" in places and not places & {"M", "N"}:
        found = find_weekday(caught, published, direction)
    elif "R" in places:
        found = shift(published, caught["R"][0][1], "day").isoformat() if published else None
    elif places & {"M", "N"}:
        found = find_month(caught, year, published, direction)
    elif {"L", "U"} <= places:
        found = find_turn(caught, published)
    elif "D" in places:
        found = find_bare_day(caught, published, direction)
    else:
        found = f"{year:04}" if year is not None and 1800 <= year <= 2150 else None
        found = found[:3] + "X" if found and sense == "decade" else found
    return found


def pick_year(caught: Caught) -> int | None:
    """Return the year that was told."""
    return caught["Y"][-1][1] if "Y" in caught else None


def find_month(caught: Caught, year: int | None, published: dt.date | None, direction: Direction) -> str | None:
    """Return a day of a month, a part of it, several days, or the month."""
    calendar, month = (caught.get("M") or caught["N"])[-1]
    days = [value for _, value in caught.get("D", [])]
    if calendar == "solar":
        return find_solar(days, month, year, published)
    if year is None and "L" in caught and published:
        turn = caught["L"][0][1]
        if "U" in caught:
            year = published.year + turn
        direction = "past" if turn < 0 else "future" if turn else direction
    if year is None and published is None:
        return find_yearless(caught, month, days)
    if year is None and published:
        year = guess_year(month, days, published, direction)
    if year is None or not 1800 <= year <= 2150:
        return None
    if "P" in caught:
        first, last = find_part(caught, year, month)
        return f"{year:04}-{month:02}-{first:02}/{year:04}-{month:02}-{last:02}"
    found = [day for value in days if (day := day_in(year, month, value))]
    if days:
        return "/".join(day.isoformat() for day in (found[0], found[-1])[: len(found)]) if found else None
    return f"{year:04}-{month:02}"


def find_yearless(caught: Caught, month: int, days: list[int]) -> str | None:
    """Return a day, a part of a month, or the month, of a year that nothing tells."""
    if "P" in caught:
        first, last = find_part(caught, COMMON, month)
        return f"XXXX-{month:02}-{first:02}/XXXX-{month:02}-{last:02}"
    if not days:
        return f"XXXX-{month:02}"
    return f"XXXX-{month:02}-{days[-1]:02}" if len(days) == 1 else None


def find_part(caught: Caught, year: int, month: int) -> tuple[int, int]:
    """Return the first and last day of a part of a month."""
    first, last = PARTS[caught["P"][0][0]]
    return first, last or (shift(dt.date(year, month, 1), 1, "month") - dt.timedelta(1)).day


def guess_year(month: int, days: list[int], published: dt.date, direction: Direction) -> int:
    """Return the year of a month or day that is told without one."""
    years = range(published.year - 1, published.year + 2)
    choices = [day for year in years if (day := day_in(year, month, min(days[-1], 28) if days else 15))]
    if not days and month == published.month:
        return published.year
    return choose_day(choices, published, direction).year  # type: ignore[arg-type]


def find_solar(days: list[int], month: int, year: int | None, published: dt.date | None) -> str | None:
    """Return a day or month of the solar Hijri calendar in the Gregorian one."""
    if year is None and published is None:
        return None
    if year is None and published:
        years = [published.year - SOLAR - 1, published.year - SOLAR, published.year - SOLAR + 1]
        day = days[-1] if days else 15
        year = min(years, key=lambda one: abs((from_solar_hijri(one, month, day) - published).days))
    if year is None or not 1200 <= year <= 1500:
        return None
    try:
        if days:
            found = [from_solar_hijri(year, month, day).isoformat() for day in days]
            return "/".join((found[0], found[-1])[: len(found)])
        after = (year, month + 1) if month < 12 else (year + 1, 1)
        return f"{from_solar_hijri(year, month, 1)}/{from_solar_hijri(*after, 1) - dt.timedelta(1)}"
    except ValueError:
        return None


def find_weekday(caught: Caught, published: dt.date | None, direction: Direction) -> str | None:
    """Return the day of a weekday: the nearest in the direction of the clause, or of the week that is told."""
    if not published:
        return None
    weekday, turn = caught["W"][0][1], caught.get("L", [("", None)])[0][1]
    if turn is not None and turn != 0:
        direction = "future" if turn > 0 else "past"
    away = (weekday - published.weekday()) % 7
    if direction == "future":
        away += 7 if turn == 1 and away == 0 else 0
    else:
        away = away - 7 if away else (-7 if turn == -1 else 0)
    return shift(published, away, "day").isoformat()


def find_turn(caught: Caught, published: dt.date | None) -> str | None:
    """Return the unit before, of, or after the day of publication ("last week")."""
    if not published:
        return None
    unit, turn = caught["U"][0][0], caught["L"][0][1]
    if unit == "day" and turn:
        return shift(published, turn, unit).isoformat()
    if unit == "week" and turn == 0:
        return "/".join(day.isoformat() for day in week_of(published))
    return unit_edtf(shift(published, turn, unit), unit)


def find_bare_day(caught: Caught, published: dt.date | None, direction: Direction) -> str | None:
    """Return the day of a month that is not told: the nearest to the publication."""
    if not published or caught["D"][-1][0]:  # "the first" alone is no day
        return None
    day = caught["D"][-1][1]
    months = [shift(published.replace(day=1), count, "month") for count in (-1, 0, 1)]
    choices = [found for month in months if (found := day_in(month.year, month.month, day))]
    return choose_day(choices, published, direction).isoformat() if choices else None  # type: ignore[arg-type]


def count_off(caught: Caught, published: dt.date | None, sign: int) -> str | None:
    """Return the day, month or year that lies so many units away ("three years ago")."""
    if not published or "U" not in caught:
        return None
    unit = caught["U"][0][0]
    day = shift(published, sign * (caught["C"][0][1] if "C" in caught else 1), unit)
    return day.isoformat() if unit == "week" else unit_edtf(day, unit)


def lead(words: Words, grammar: Grammar, hit: DateHit) -> DateHit:
    """Return a date with the word before it told: since it, until it."""
    edges = hit.date.edtf.split("/")
    if ".." in edges:
        return hit
    inside = grammar.leads.match(words, hit.first, hit.last) if hit.plain else None
    if inside and inside.last < hit.last:
        edtf = f"{hit.date.edtf}/.." if inside.value == "since" else f"../{hit.date.edtf}"
        return widen(words, hit, hit.first, edtf)
    for length in range(LONGEST_LEAD, 0, -1):
        first = hit.first - length
        led = grammar.leads.match(words, first, hit.first) if first >= 0 else None
        if led and led.last == hit.first and not led.value.startswith("after-"):
            return widen(words, hit, first, f"{edges[0]}/.." if led.value == "since" else f"../{end_of(hit, edges)}")
    return trail(words, grammar, hit)


def end_of(hit: DateHit, edges: list[str]) -> str:
    """Return the end of a date: of a period its last day, where the year is known."""
    return (hit.date.latest or edges[-1]) if len(edges) > 1 else edges[-1]


def trail(words: Words, grammar: Grammar, hit: DateHit) -> DateHit:
    """Return a date with the word behind it told, in languages that write it there."""
    led = grammar.leads.match(words, hit.last, len(words.starts)) if hit.last < len(words.starts) else None
    if led and led.value.startswith("after-"):
        edges = hit.date.edtf.split("/")
        edtf = f"{edges[0]}/.." if led.value == "after-since" else f"../{end_of(hit, edges)}"
        return DateHit(hit.first, led.last, parse_edtf(edtf).with_text(hit.date.text))
    return hit


def widen(words: Words, hit: DateHit, first: int, edtf: str) -> DateHit:
    """Return a date with more words before it."""
    text = words.text[words.starts[first] : words.ends[hit.last - 1]]
    try:
        return DateHit(first, hit.last, parse_edtf(edtf).with_text(text))
    except DateError:
        return hit
