"""The researcher's walk-through, in a shell: from a register to signatures per year and state, with missing shown."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
SCRIPT = """
set -e
depositary() { "$PYTHON" -m depositary.cli "$@"; }
depositary export tables --format csv --on 2022-12-31 --known 2022-12-31 dataset > counts.txt
"$PYTHON" "$EXAMPLE" dataset 2017 2021
"""


def test_signatures_per_year_and_state_are_told_with_what_is_missing(place: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        ["sh", "-c", SCRIPT],
        cwd=tmp_path,
        env={
            "PYTHON": sys.executable,
            "EXAMPLE": str(ROOT / "examples/signatures-per-year.py"),
            "DEPOSITARY_REGISTER": str(place),
            "PATH": "/usr/bin:/bin",
            "PYTHONPATH": str(ROOT / "src"),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    # Mali and Chad signed in 2019. Chad's other signature has no day, so it counts by the report of 2018.
    # Mali only means to sign in 2021, and nobody tells that Sudan signed: both are missing, and never zero.
    assert done.stdout.splitlines() == [
        "state,2017,2018,2019,2020,2021",
        "MLI,?,?,1,?,?",
        "SDN,?,?,?,?,?",
        "TCD,?,+1,1,?,?",
    ]
    assert "Missing is not zero" in (tmp_path / "dataset/README.md").read_text("utf-8")
    assert "| `state_years.signed` | dates |" in (tmp_path / "dataset/codebook.md").read_text("utf-8")
