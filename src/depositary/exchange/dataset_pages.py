"""The page that explains an exported folder: what is in it, what missing values mean, how to cite it.

>>> write_readme(Clocks.of(on="2025-06-30", known="2025-06-30"), {"agreements": 2}).splitlines()[0]
'# Depositary: agreements, claims and evidence'
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib.metadata import version

from depositary.exchange.extract import Clocks
from depositary.exchange.feeds import tell
from depositary.exchange.table_schema import load_tables
from depositary.register.queries import Filter

README = "README.md"
PAGE = """# Depositary: agreements, claims and evidence

Written by Depositary {version}. Status on {on}, as known from reports published until {known}.
Content: {content}.

| table | rows | one row is |
| --- | --- | --- |
{tables}

`codebook.md` explains every column and every value. `datapackage.json` says the same for programs (Frictionless Data
Package), with the size and SHA-256 of each file. Check them with `depositary release --check FOLDER`.

## Missing is not zero

An empty cell means *not known*: no report tells it. Zero means that it is known to be none. In `state_years`, `signed`
is empty in a year in which no report tells of a dated signature by that actor. `signed_reported` counts signatures
without a day, by the year of the report. Do not fill empty cells with zero.

News reports are not a census. An agreement that no report mentions is not here.

## Accuracy

The data comes from a program that reads news. It makes mistakes. `codebook.md` gives the accuracy of the columns, where
it was measured. The table `evidence` has the exact words behind each claim: check them before you rely on a fact.

## Cite

`CITATION.cff` says how to cite this folder. In a text, for example:

> The Depositary contributors: Depositary: agreements, claims and evidence. Data of {on}, as known on {known},
> written by depositary {version}. {note}

The same register, days and filter give the same rows.

## Rights

The tables `evidence` and `reports`, and the columns with words of reports, quote their publishers: short passages with
their source. All else are facts. Whoever publishes this folder sets its licence.
"""


def write_readme(clocks: Clocks, rows: Mapping[str, int], asked: Filter | None = None) -> str:
    """Return the page that explains an exported folder.

    Args:
        clocks: the day in the world and the last day of knowledge.
        rows: the number of rows of each table.
        asked: the filter of agreements.
    """
    tables = [f"| `{name}` | {count:,} | {load_tables()[name].about} |" for name, count in rows.items()]
    chosen = tell(asked) if asked and asked != Filter() else ""
    return PAGE.format(
        version=version("depositary"),
        on=clocks.on,
        known=clocks.known,
        content=f"only agreements that match this filter: {chosen}" if chosen else "all agreements of the register",
        note=f"Filter: {chosen}." if chosen else "",
        tables="\n".join(tables),
    )
