"""The days in cells of status tables, as depositaries write them, with the letter or the word beside them.

>>> read_marked("19/06/2018 a", DAY_FIRST), read_marked("4-V-2007"), read_marked("Accession: March 3, 1994 2)")
([Marked('2018-06-19', 'a', '')], [Marked('2007-05-04', '', '')], [Marked('1994-03-03', '', 'Accession')])
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterable
from typing import NamedTuple

from depositary.errors import InputError
from depositary.model.dates import parse_edtf

DAY_FIRST, MONTH_FIRST, UNSURE = "day first", "month first", ""
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
WORD = "(?:" + "|".join(f"{name.lower()}|{name[:3].lower()}" for name in calendar.month_name[1:]) + r"|sept)\.?"
WHEN = re.compile(
    r"(?P<span>[0-9X]{4}(?:-[0-9X]{2}){0,2}[?~%]?(?:\.\.|/)[0-9X]{4}(?:-[0-9X]{2}){0,2}[?~%]?)"
    r"|(?P<iso>(?<![\w/.-])[0-9X]{4}-[0-9X]{2}(?:-[0-9X]{2})?[?~%]?)(?:[T ][0-9]{2}:[0-9:.Z+-]{2,20})?(?![\w-])"
    rf"|(?P<d1>(?<!\d)\d{{1,2}})(?:st|nd|rd|th)?[ -]+(?P<m1>{WORD}),?[ -]+(?P<y1>\d{{4}})(?!\d)"
    rf"|(?P<m2>{WORD}) +(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,? +(?P<y2>\d{{4}})(?!\d)"
    r"|(?P<d3>(?<!\d)\d{1,2})[-./ ](?P<m3>[ivx]{1,4})[-./ ](?P<y3>\d{4})(?!\d)"
    r"|(?P<d4>(?<![\d/.-])\d{1,2})\.(?P<m4>\d{1,2})\.(?P<y4>\d{4})(?!\d)"
    r"|(?P<a>(?<![\d/.-])\d{1,2})(?P<slash>[/-])(?P<b>\d{1,2})(?P=slash)(?P<y5>\d{4})(?!\d)"
    rf"|(?P<m6>{WORD}) +(?P<y6>\d{{4}})(?!\d)"
    r"|(?P<year>(?<![\w/.-])[12][0-9X]{3}(?![\w/.-]))",
    re.IGNORECASE,
)
"""A time in any of the forms that tables use; two numbers with slashes or hyphens may be day and month, or turned."""
RANGE = re.compile(rf"(?<![\d/.-])(\d{{1,2}}) ?[-–] ?(\d{{1,2}}) ({WORD}),? (\d{{4}})(?!\d)", re.IGNORECASE)
"""Several days of one month, as "1-3 Feb 2010"."""
SLASHED = re.compile(r"(?<![\d/.-])(\d{1,2})([/-])(\d{1,2})\2\d{4}(?!\d)")
EMPTY = frozenset({"", "-", "–", "—", "none", "n/a", "n.a.", "na", "nil", ".", "..", "...", "*"})
NOTES = re.compile(
    r"(?<![\s,(\[])(?:[\s,(\[]*+(?:\d{1,3}|[*†‡§¶#°]+|[¹²³⁰⁴-⁹ⁱ]+|[a-z]\)|[a-z]/)[)\]]?)+\s*$|[*†‡§¶°¹²³⁰⁴-⁹]+"
)
LETTER = re.compile(r"^[\s,(]*([A-Za-z]{1,2})\)?(?=$|[\s,;\d)*¹²³⁰⁴-⁹])")
LONGEST = 400
"""A cell with a day is no longer than this; what is longer is a text."""


class Marked(NamedTuple):
    """A time in a cell in EDTF, the letter behind it, and the words before it."""

    date: str
    letter: str = ""
    words: str = ""

    def __repr__(self) -> str:
        """Return it short."""
        return f"Marked({self.date!r}, {self.letter!r}, {self.words!r})"


def is_empty(cell: str) -> bool:
    """Tell whether a cell says nothing: blank, or a dash."""
    return cell.strip().lower() in EMPTY


def holds_day(cell: str) -> bool:
    """Tell whether a cell is a day or shorter words with one, and no long text.

    >>> holds_day("26 Jan 1970"), holds_day("1745 (XVII)"), holds_day("1990")
    (True, False, False)
    """
    found = WHEN.search(cell) if len(cell) <= LONGEST else None
    return found is not None and found["year"] is None


def find_order(cells: Iterable[str]) -> str:
    """Return whether numbers with slashes are day or month first, by those that can be only one of both.

    >>> find_order(["3/4/2018", "19/06/2018"]), find_order(["3/4/2018"])
    ('day first', '')
    """
    first = second = False
    for cell in cells:
        for one, _, other in SLASHED.findall(cell):
            small, large = sorted((int(one), int(other)))
            if 1 <= small <= 12 < large <= 31:  # else it is no day ("Treaty Series 85/48/1929")
                first, second = first or int(one) == large, second or int(other) == large
    return UNSURE if first is second else DAY_FIRST if first else MONTH_FIRST


def read_marked(cell: str, order: str = UNSURE) -> list[Marked]:
    """Return the times of a cell with their letters; several are told apart by semicolons, commas or lines.

    Args:
        cell: the cell.
        order: whether numbers with slashes are day or month first.

    Raises:
        InputError: it holds no time, an impossible one, or one that can be read in two ways.
    """
    text = " ".join(cell.split())
    if text.startswith("[") and text.endswith("]"):
        raise InputError(f"{cell!r} stands in square brackets: the depositary shows it for the record only")
    text = RANGE.sub(write_range, re.sub(r"\[[^\]]{0,40}\]", " ", text))
    found = list(WHEN.finditer(text)) if len(text) <= LONGEST else []
    if not found:
        raise InputError(f"{cell!r} is no date: write 2016-09-21 or 21 Sep 2016, with a letter after it if needed")
    marked, end = [], 0
    for number, match in enumerate(found):
        words = text[end : match.start()].strip(" ,;:/-–&()")
        following = found[number + 1].start() if number + 1 < len(found) else len(text)
        letter = LETTER.match(text[match.end() : following])
        end = match.end() + (letter.end() if letter else 0)
        marked.append(Marked(read_match(match, order), letter[1] if letter else "", NOTES.sub("", words).strip()))
    rest = NOTES.sub("", text[end:]).strip(" ,;:)*")
    if rest:
        raise InputError(f"{cell!r} is no date alone: {rest!r} is not understood")
    return marked


def read_match(match: re.Match[str], order: str) -> str:
    """Return the time of a match in EDTF.

    Raises:
        InputError: the month has no such day, or day and month cannot be told apart.
    """
    found = match.groupdict()
    if found["span"]:
        return parse_edtf(found["span"].replace("..", "/").replace("?", "").replace("~", "").replace("%", "")).edtf
    if found["iso"] or found["year"]:
        return parse_edtf((found["iso"] or found["year"]).rstrip("?~%").upper()).edtf
    if found["y6"]:
        return f"{found['y6']}-{number_month(found['m6']):02}"
    if found["y5"]:
        return read_slashed(match, order)
    which = next(key for key in "1234" if found[f"y{key}"])
    return make_day(match, int(found[f"y{which}"]), number_month(found[f"m{which}"]), int(found[f"d{which}"]))


def write_range(match: re.Match[str]) -> str:
    """Return several days of one month as an interval in EDTF.

    >>> RANGE.sub(write_range, "1-3 Feb 2010")
    '2010-02-01/2010-02-03'
    """
    first, last, month = int(match[1]), int(match[2]), number_month(match[3])
    return "/".join(make_day(match, int(match[4]), month, day) for day in (first, last))


def number_month(word: str) -> int:
    """Return the number of a month: a name, a Roman numeral or a number.

    >>> number_month("Sept."), number_month("iv"), number_month("11")
    (9, 4, 11)
    """
    word = word.lower()
    if word.isdigit():
        return int(word)
    return ROMAN.index(word) + 1 if word in ROMAN else MONTHS.index(word[:3]) + 1 if word[:3] in MONTHS else 0


def read_slashed(match: re.Match[str], order: str) -> str:
    """Return the day of three numbers with slashes or hyphens.

    Raises:
        InputError: both orders give a day and none is known, or none does.
    """
    one, other, year = int(match["a"]), int(match["b"]), int(match["y5"])
    order = order or (DAY_FIRST if one > 12 or one == other else MONTH_FIRST if other > 12 else UNSURE)
    if not order:
        raise InputError(
            f"{match.group()!r} can be read in two ways: say with --dates whether the day or the month is first"
        )
    day, month = (one, other) if order == DAY_FIRST else (other, one)
    return make_day(match, year, month, day)


def make_day(match: re.Match[str], year: int, month: int, day: int) -> str:
    """Return an ISO day.

    Raises:
        InputError: there is no such day.
    """
    try:
        return dt.date(year, month, day).isoformat()
    except ValueError as error:
        raise InputError(f"{match.group()!r} is no date: {error}") from error
