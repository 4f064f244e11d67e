"""The words of final clauses: patterns of the data file with numbers, periods and days filled in.

>>> read_number(re.search(expand("{ORD} instrument"), "the twenty-fourth instrument"))
24
>>> find_day("Done at Geneva this twenty-first day of March, two thousand and four").isoformat()
'2004-03-21'
"""

from __future__ import annotations

import datetime as dt
import functools
import re
from typing import Any

from depositary.languages import load_toml
from depositary.model.clauses import Delay

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july",
    "august", "september", "october", "november", "december",
)  # fmt: skip
MONTH = rf"(?:{'|'.join(MONTHS)})"
DATE = rf"(?:(?P<day>[0-9]{{1,2}})\s?(?:st|nd|rd|th)?(?: day)?(?: of)? (?P<month>{'|'.join(MONTHS)}),?"
DATE += r" (?P<year>[0-9]{4})"
DATE += rf"|(?P<month2>{'|'.join(MONTHS)}) (?P<day2>[0-9]{{1,2}})(?:st|nd|rd|th)?,? (?P<year2>[0-9]{{4}}))"
BRACKETED = r"(?: ?\([0-9a-z -]{1,20}\))?"


def load_words() -> dict[str, Any]:
    """Return the data file."""
    return load_toml("en", "final_clauses")


def load_numbers(kind: str) -> dict[str, int]:
    """Return a table of the words for numbers: ``numbers``, ``tens`` or ``ordinals``."""
    found: dict[str, int] = load_words()[kind]
    return found


@functools.cache
def number_forms() -> tuple[str, str]:
    """Return the patterns of numbers and ordinals in words below a thousand, as "one hundred and twenty-first"."""
    ones, tens, firsts = ("|".join(load_numbers(kind)) for kind in ("numbers", "tens", "ordinals"))
    tenths = "|".join(f"{ten[:-1]}ieth" for ten in load_numbers("tens"))
    hundred = rf"(?:(?:{ones}) )?hundred"
    joint = "(?: and |-and-| )"
    hyphen = "(?:- ?| )"  # a line may end behind the hyphen
    below = rf"(?:(?:{tens})(?:{hyphen}(?:{ones}))?|(?:{ones}))"
    nth = rf"(?:(?:{tens}){hyphen}(?:{firsts})|{tenths}|{firsts})"
    return rf"(?:{hundred}(?:{joint}{below})?|{below})", rf"(?:{hundred}(?:th|{joint}{nth})|{nth})"


def count_words(words: str) -> int | None:
    """Return a number or ordinal in words; ``None`` where it is none.

    >>> count_words("one hundred and eightieth"), count_words("thirty-five"), count_words("few")
    (180, 35, None)
    """
    tables = {**load_numbers("numbers"), **load_numbers("tens"), **load_numbers("ordinals")}
    total = 0
    for word in re.findall(r"[a-z]+", words.lower()):
        ten = word[:-4] + "y" if word.endswith("ieth") else word
        if word in ("hundred", "hundredth"):
            total = (total or 1) * 100
        elif ten in tables:
            total += tables[ten]
        elif word != "and":
            return None
    return total or None


@functools.cache
def expand(text: str) -> str:
    """Return a pattern with its placeholders filled in; numbers, ordinals and units are caught by their names."""
    cardinal, nth = number_forms()
    number = rf"(?:\b{cardinal}\b|\b[0-9]{{1,4}}\b){BRACKETED}"
    ordinal = rf"(?:\b{nth}|\b[0-9]{{1,3}} ?(?:st|nd|rd|th)){BRACKETED}"
    unit = r"\(?(?P<{name}>day|week|month|year)(?:\(?s\)?)?\)?"
    for mark, form in (("{N}", f"(?P<{{name}}>{number})"), ("{ORD}", f"(?P<{{name}}>{ordinal})"), ("{UNIT}", unit)):
        name = mark.strip("{}").lower()
        for at in range(text.count(mark)):
            text = text.replace(mark, form.replace("{name}", f"{name}{at or ''}"), 1)
    return text.replace("{DATE}", DATE, 1).replace("{DATE}", re.sub(r"\?P<\w+>", "?:", DATE))


@functools.cache
def pattern(section: str, name: str) -> re.Pattern[str]:
    """Return a pattern of the data file with its placeholders filled in."""
    return re.compile(expand(load_words()[section][name]), re.IGNORECASE)


def caught(match: re.Match[str] | None, *names: str) -> str:
    """Return what the first group caught whose name is one of some names, with or without a digit."""
    groups = match.groupdict() if match else {}
    return next((word.lower() for group, word in groups.items() if word and group.rstrip("0123456789") in names), "")


def read_number(match: re.Match[str] | None) -> int:
    """Return the number or ordinal that a pattern caught."""
    word = caught(match, "n", "ord")
    bare = word.split("(")[0].strip()
    digits = re.search(r"[0-9]+", bare)
    spelled = None if digits else count_words(bare)
    return int(digits.group()) if digits else spelled or int(re.search(r"[0-9]+", word).group())  # type: ignore[union-attr]


def read_period(match: re.Match[str], first_of_month: bool = False) -> Delay:
    """Return the period that a pattern caught."""
    number, unit = read_number(match), caught(match, "unit")
    if unit in ("month", "year"):
        return Delay(months=number * (12 if unit == "year" else 1), first_of_month=first_of_month)
    return Delay(days=number * (7 if unit == "week" else 1))


def read_day(match: re.Match[str]) -> dt.date | None:
    """Return the day that a pattern caught, or ``None`` where the month has no such day."""
    day, month, year = (match[name] or match[name + "2"] for name in ("day", "month", "year"))
    return make_day(int(year), MONTHS.index(month.lower()) + 1, int(day))


def make_day(year: int, month: int, day: int) -> dt.date | None:
    """Return a day, ``None`` where there is none."""
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def find_day(words: str) -> dt.date | None:
    """Return the first day that words name as signature blocks do: in digits, or spelled out."""
    plain = re.sub(r"[*_]", "", " ".join(words.split()))
    found = re.search(DATE, plain, re.IGNORECASE)
    solemn = re.search(expand(load_words()["dates"]["solemn"]), plain, re.IGNORECASE)
    if solemn and (not found or solemn.start() < found.start()):
        year = read_year(solemn["year_words"])
        return make_day(year, MONTHS.index(solemn["solemn_month"].lower()) + 1, read_number(solemn)) if year else None
    return read_day(found) if found else None


def read_year(words: str) -> int | None:
    """Return a year in digits or words.

    >>> read_year("one thousand nine hundred and ninety-two"), read_year("nineteen hundred and sixty one")
    (1992, 1961)
    """
    digits = re.search(r"\b(?:1[5-9]|20)[0-9]{2}\b", words)
    if digits:
        return int(digits.group())
    total = current = 0
    for word in re.findall(r"[a-z]+", words.lower()):
        value = count_words(word) if word not in ("hundred", "and") else None
        if word == "hundred":
            current = (current or 1) * 100
        elif word == "thousand":
            total, current = total + (current or 1) * 1000, 0
        elif value:
            current += value
    year = total + current
    return year if 1500 <= year < 2100 else None
