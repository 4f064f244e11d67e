"""Signatures per year and state, from a folder that `depositary export tables` wrote. It needs Python alone.

    python examples/signatures-per-year.py dataset 2000 2024

A number counts agreements that the state signed in the year, by a day that a report tells. `+n` counts signatures that
are reported without a day, in the year of the report. `?` means that no report tells of a signature: that is not none.
"""

import csv
import sys
from pathlib import Path

folder, first, last = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
years = range(first, last + 1)
cells: dict[str, dict[int, str]] = {}

with (folder / "state_years.csv").open(encoding="utf-8", newline="") as stream:
    for row in csv.DictReader(stream):
        if row["actor_iso3"] and int(row["year"]) in years:  # organisations and groups have no ISO code
            reported = f"+{row['signed_reported']}" if row["signed_reported"] else ""
            cells.setdefault(row["actor_iso3"], {})[int(row["year"])] = (row["signed"] + reported) or "?"

print("state", *years, sep=",")
for state, told in sorted(cells.items()):
    print(state, *(told.get(year, "?") for year in years), sep=",")
