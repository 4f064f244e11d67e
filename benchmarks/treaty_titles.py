"""Hold what treaty titles say by themselves against two lists that tell it: parties, kind, and the parent.

    python benchmarks/treaty_titles.py UK_DIR IEADB_CSV [--misses N]

UK_DIR is a copy of the GitHub repository ``ukparliament/uk-treaties`` (its folder ``db/json``); IEADB_CSV is the file
``data-raw/agreements/IEADB/treaties.csv`` of ``globalgov/manytreaties``. No title of them is kept here. Each measure is
printed for both halves (alternate titles in the order of the alphabet; the words were written on the first):

- ``parties``: bilateral treaties of the UK list whose two parties have codes; the title must give both and no other.
  Many titles name one party or none, so several counts are given: all titles, the same when the holder of the register
  is told, and when the register's own column tells that the treaty has two parties; titles that name both anywhere;
  titles with "between"; and how many titles name the other party at all, which is the most that titles can give.
  ``implied`` are titles to which the rule of the register adds a party: how many are right then, and to how many
  titles of treaties of many parties it wrongly adds one;
- ``kind``: the type of an agreement in the second list, in the classes that the words of titles tell. An exchange of
  notes is an agreement in that list as often as not, so either counts;
- ``parent``: amendments of the second list: a relation is found; it amends, extends or supplements; and, within
  lines of agreements, the parent has the title of another agreement of the line (three words of five the same).
"""

from __future__ import annotations

import argparse
import csv
import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from depositary.languages.treaty_titles import find_actors, folded_codes, parse_title
from depositary.model.treaty import Parent

HOLDER = "GBR"
OWN_NAMES = {
    "CHINA P R": "CHN",
    "CONGO": "COG",
    "DOMINICA, COMMONWEALTH OF": "DMA",
    "EUROPEAN COMMUNITY": "EU",
    "EUROPEAN ECONOMIC COMMUNITY": "EU",
    "GAMBIA THE": "GMB",
    "GERMANY FEDERAL REPUBLIC": "DEU",
    "IRELAND, REPUBLIC OF": "IRL",
    "KOREA REPUBLIC OF": "KOR",
    "NETHERLANDS THE": "NLD",
    "RUSSIA": "RUS",
    "UNITED STATES OF AMERICA": "USA",
}
CLASSES = {
    "Agreement": "agreement",
    "Arrangement": "agreement",
    "Compact": "agreement",
    "Amendment": "amendment",
    "Protocol": "protocol",
    "Memorandum of Understanding": "memorandum",
    "Declaration": "declaration",
    "Exchange of Notes": "exchange",
    "Plan of Action": "programme",
    "Resolution": "resolution",
}
SAME = dict.fromkeys(("convention", "treaty", "charter", "peace", "ceasefire", "contract"), "agreement")
SMALL = frozenset(("the", "of", "on", "to", "and", "for", "in", "a", "between"))
ALIKE = 0.6
Row = dict[str, str]


def main() -> None:
    """Measure all three."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("uk", type=Path)
    parser.add_argument("ieadb", type=Path)
    parser.add_argument("--misses", type=int, default=0)
    asked = parser.parse_args()
    listed = list(load_listed(asked.uk))
    bilateral = sorted((title, codes) for title, codes in listed if codes)
    many = sorted(title for title, codes in listed if not codes)
    rows = load_rows(asked.ieadb)
    for half in (0, 1):
        show_parties(bilateral[half::2], half, asked.misses)
        show_implied(bilateral[half::2], many[half::2], half)
    for half in (0, 1):
        own = sorted(rows, key=lambda row: row["title"])[half::2]
        show_kinds(own, half)
        show_parents([row for row in own if row["type"] == "Amendment"], rows, half)


def load_listed(folder: Path) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield the titles of bilateral treaties with the codes of both parties, of others with none, each treaty once."""
    seen: set[str] = set()
    for path in sorted((folder / "db/json").glob("*_batch.json")):
        found = (
            json.loads(path.read_text("utf-8"))["csw:GetRecordsResponse"]["csw:SearchResults"].get("iStoreRecord") or []
        )
        for record in [found] if isinstance(found, dict) else found:
            codes = read_codes(record)
            many = record.get("field3") == "MULTI"
            if record["uuid"] not in seen and record.get("title") and (codes or many):
                yield record["title"], codes or frozenset()
            seen.add(record["uuid"])


def read_codes(record: dict[str, Any]) -> frozenset[str] | None:
    """Return the codes of the two parties of a bilateral treaty, ``None`` where there are no two or one has no code."""
    names = [name.strip() for name in (record.get("country_name") or "").split(";")]
    codes = {OWN_NAMES.get(name) or folded_codes().get(name.lower()) for name in names}
    known = frozenset(code for code in codes if code)
    return known if record.get("field3") == "BI" and len(names) == len(codes) == len(known) == 2 else None


def load_rows(path: Path) -> list[Row]:
    """Return title, type and line of each agreement of the second list."""
    with path.open(encoding="latin-1") as lines:
        return [
            {
                "title": mend(row["Treaty Name"]),
                "type": row["Agreement Type (level 2)"],
                "line": row["Lineage"].replace("Not Yet Assigned", ""),
            }
            for row in csv.DictReader(lines)
        ]


def mend(text: str) -> str:
    """Return UTF-8 that was read as Latin-1."""
    try:
        return text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return text


def show_parties(cases: Sequence[tuple[str, frozenset[str]]], half: int, misses: int) -> None:
    """Print how many titles give both parties and no other."""
    both = [case for case in cases if case[1] <= {actor.code for actor in find_actors(case[0])}]
    between = [case for case in cases if re.search(r"\bbetween\b", case[0], re.IGNORECASE)]
    told = {
        "all": share(cases, lambda title: parse_title(title).parties),
        "all, holder told": share(cases, lambda title: parse_title(title, HOLDER).parties),
        "all, holder and two parties told": share(cases, lambda title: parse_title(title, HOLDER, True).parties),
        "both named": share(both, lambda title: parse_title(title).parties),
        "both named, holder told": share(both, lambda title: parse_title(title, HOLDER).parties),
        "between": share(between, lambda title: parse_title(title).parties),
    }
    print(f"parties, half {half}: " + "; ".join(f"{name} {value}" for name, value in told.items()))
    for title, codes in [case for case in both if set(parse_title(case[0]).parties) != case[1]][:misses]:
        print(f"  {sorted(codes)} {parse_title(title).parties} {title[:160]}")


def show_implied(cases: Sequence[tuple[str, frozenset[str]]], many: Sequence[str], half: int) -> None:
    """Print how often the rule of the register adds a party, and how often that is right."""
    named = sum(codes - {HOLDER} <= {actor.code for actor in find_actors(title)} for title, codes in cases)
    told = []
    for name, bilateral in (("holder told", None), ("two parties told", True)):
        added = [(title, codes) for title, codes in cases if parse_title(title, HOLDER, bilateral).implied]
        right = sum(set(parse_title(title, HOLDER, bilateral).parties) == codes for title, codes in added)
        told.append(f"{name}: {right} of {len(added)} right")
    wrong = sum(bool(parse_title(title, HOLDER).implied) for title in many)
    print(
        f"implied, half {half}: {'; '.join(told)}; wrongly to {wrong} of {len(many)} treaties of many parties; "
        f"the other party is named by {named / len(cases):.3f}"
    )


def share(cases: Sequence[tuple[str, frozenset[str]]], read: Callable[[str], Sequence[str]]) -> str:
    """Return the share of titles whose parties are exactly those known."""
    right = sum(set(read(title)) == codes for title, codes in cases)
    return f"{right / len(cases):.3f} of {len(cases)}"


def show_kinds(rows: Sequence[Row], half: int) -> None:
    """Print how many titles tell the type that the list gives."""
    asked = [(parse_title(row["title"]), CLASSES[row["type"]]) for row in rows if row["type"] in CLASSES]
    right = sum(fits(said.form, said.parent, known) for said, known in asked)
    print(f"kind, half {half}: {right / len(asked):.3f} of {len(asked)}")


def fits(form: str, parent: Parent | None, known: str) -> bool:
    """Tell whether the form of a title is a type of the list."""
    found = SAME.get(form, "amendment" if form == "extension" else form)
    if found == known or (found == "exchange" and known in ("agreement", "amendment")):
        return True
    return known == "amendment" and parent is not None and parent.relation in ("amends", "extends")


def show_parents(rows: Sequence[Row], everything: Sequence[Row], half: int) -> None:
    """Print how many amendments name a parent, how many amend it, and how many parents stand in the same line."""
    lines: dict[str, list[Row]] = defaultdict(list)
    for row in everything:
        lines[row["line"]].append(row)
    found = [parse_title(row["title"]).parent for row in rows]
    amending = sum(1 for one in found if one and one.relation in ("amends", "extends", "supplements"))
    lined = [(row, one) for row, one in zip(rows, found, strict=True) if row["line"]]
    right = sum(
        1 for row, one in lined if one and any(alike(one.title, other["title"]) for other in others(row, lines))
    )
    print(
        f"parent, half {half}: relation {sum(map(bool, found)) / len(rows):.3f}, amends {amending / len(rows):.3f} of "
        f"{len(rows)}; right parent {right / len(lined):.3f} of {len(lined)}"
    )


def others(row: Row, lines: dict[str, list[Row]]) -> Iterator[Row]:
    """Yield the agreements of the same line that are no amendments."""
    yield from (other for other in lines[row["line"]] if other is not row and other["type"] != "Amendment")


def alike(one: str, other: str) -> bool:
    """Tell whether two titles share three words of five, small words aside."""
    words, more = (
        {word for word in re.findall(r"[a-z0-9]+", text.lower()) if word not in SMALL} for text in (one, other)
    )
    return len(words & more) >= ALIKE * len(words | more)


if __name__ == "__main__":
    main()
