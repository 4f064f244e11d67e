"""How many names of states are read right: in status tables, as they are imported, and in the sentences of a report.

    python benchmarks/names.py [--codelist codelist.csv] [--strings FOLDER] [--misses]

The names and their ISO 3166 codes come from libraries that are kept for this: pycountry (ISO 3166) and
country_converter as far as they are installed, and the file ``codelist.csv`` of countrycode (the names of CLDR, ISO,
the United Nations, V-Dem, Polity, Correlates of War and others) if it is given. ``--strings`` is the folder ``tests``
of country_converter, whose lists ``test_regex_*.txt`` hold names as data sets write them. None of them is needed or
carried here.

- ``import``: each pair of a name and a code, as ``depositary import`` reads names in tables. The same names are given
  to pycountry (``lookup``) and country_converter (``convert``) in the same run.
- ``sentence``: each distinct name, with no comma or bracket in it, in "NAME and Norway signed a border treaty on
  Monday."; right is a reading whose parties are that state and Norway.

Names are counted whose code the register has.
"""

from __future__ import annotations

import argparse
import csv
import logging
import sys
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path

from depositary import Reader, Report
from depositary.exchange.participants import code_participant
from depositary.languages.states import load_states

SENTENCE = "{name} and {other} signed a border treaty on Monday."
PUBLISHED = "2024-12-26"
COLUMNS = ("country.name.en", "cldr.name.en", "iso.name.en", "un.name.en", "wb", "vdem.name", "p5.name", "cow.name")


def list_pycountry() -> Iterator[tuple[str, str, str]]:
    """Yield source, name and code of each name that pycountry knows."""
    import pycountry

    for country in pycountry.countries:
        for field in ("name", "official_name", "common_name"):
            if name := getattr(country, field, None):
                yield f"pycountry {field}", name, country.alpha_3


def list_converter() -> Iterator[tuple[str, str, str]]:
    """Yield source, name and code of each name that country_converter knows."""
    import country_converter

    for _, row in country_converter.CountryConverter().data.iterrows():
        for field in ("name_short", "name_official"):
            yield f"country_converter {field}", str(row[field]), str(row["ISO3"])


def list_strings(folder: Path) -> Iterator[tuple[str, str, str]]:
    """Yield source, name and code of each string that country_converter is tested with."""
    codes = {name: code for source, name, code in list_converter() if source.endswith("short")}
    for path in sorted(folder.glob("test_regex_*.txt")):
        with path.open(encoding="utf-8-sig", newline="") as file:
            lines = (line for line in file if not line.startswith("#"))
            for row in csv.DictReader(lines, delimiter="\t"):
                yield path.name, row["name_test"], codes.get(row["name_short"], "")


def list_codelist(path: Path) -> Iterator[tuple[str, str, str]]:
    """Yield source, name and code of each name in the table of countrycode."""
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for column in row:
                name = row[column] or ""
                if (column.endswith((".name", ".name.en")) or column in COLUMNS) and len(name) > 3 and row["iso3c"]:
                    yield f"countrycode {column}", name, row["iso3c"]


def list_pairs(codelist: Path | None, strings: Path | None) -> list[tuple[str, str, str]]:
    """Return every source, name and code whose code the register has."""
    found = [*list_codelist(codelist)] if codelist else []
    found += list_pycountry() if find_spec("pycountry") else []
    found += list_converter() if find_spec("country_converter") else []
    found += list_strings(strings) if strings else []
    return [(source, name, code) for source, name, code in found if code in load_states()]


def list_coders() -> dict[str, Callable[[str], str | None]]:
    """Return what codes a name, by its own name: the register's own way first, then the peers that are installed."""
    coders: dict[str, Callable[[str], str | None]] = {"depositary": code_participant}
    if find_spec("pycountry"):
        import pycountry

        def look_up(name: str) -> str | None:
            try:
                return str(pycountry.countries.lookup(name).alpha_3)
            except LookupError:
                return None

        coders["pycountry"] = look_up
    if find_spec("country_converter"):
        import country_converter

        logging.disable(logging.WARNING)
        converter = country_converter.CountryConverter()

        def convert(name: str) -> str | None:
            found = converter.convert(name, to="ISO3", not_found=None)
            return found if isinstance(found, str) and found != name else None

        coders["country_converter"] = convert
    return coders


def measure_import(pairs: list[tuple[str, str, str]], *, misses: bool) -> None:
    """Print how many names each coder codes right, and how many wrong."""
    for coder, code_name in list_coders().items():
        found = [(source, name, code, code_name(name)) for source, name, code in pairs]
        right = sum(got == code for _, _, code, got in found)
        wrong = sum(got not in (code, None) for _, _, code, got in found)
        print(f"import    {coder:18} {right:5} of {len(pairs)} right, {wrong} wrong")
        for source, name, code, got in found if misses and coder == "depositary" else ():
            if got != code:
                print(f"    {name!r} ({source}) is {code}, read as {got}")


def measure_sentences(pairs: list[tuple[str, str, str]], *, misses: bool) -> None:
    """Print in how many sentences the parties are right."""
    names = sorted({(name, code) for _, name, code in pairs if not set(name) & set(",()[]")})
    reports = [
        Report.compose(SENTENCE.format(name=name, other="Norway" if code != "NOR" else "Kenya"), published=PUBLISHED)
        for name, code in names
    ]
    right = wrong = 0
    for (name, code), reading in zip(names, Reader().read_many(reports), strict=True):
        other = "NOR" if code != "NOR" else "KEN"
        parties = {party for agreement in reading.agreements for party in agreement.parties}
        right += parties == {code, other}
        wrong += bool(parties - {code, other})
        if misses and parties != {code, other}:
            print(f"    {name!r} is {code}, read as {sorted(parties - {other})}")
    print(f"sentence  depositary         {right:5} of {len(names)} right, {wrong} with a wrong state")


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--codelist", type=Path, help="the file codelist.csv of countrycode")
    parser.add_argument("--strings", type=Path, help="the folder of country_converter's tests")
    parser.add_argument("--misses", action="store_true", help="print each name that is not read right")
    asked = parser.parse_args()
    pairs = list_pairs(asked.codelist, asked.strings)
    if not pairs:
        print("install pycountry or country_converter, or give --codelist", file=sys.stderr)
        return 2
    measure_import(pairs, misses=asked.misses)
    measure_sentences(pairs, misses=asked.misses)
    return 0


if __name__ == "__main__":
    sys.exit(main())
