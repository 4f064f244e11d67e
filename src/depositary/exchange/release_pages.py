"""The pages of a release: how to cite it, and the licence of each part.

>>> write_licence().splitlines()[0]
'# Licence'
"""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path

from depositary.exchange.extract import Clocks

CITATION = "CITATION.cff"
LICENCE = "LICENCE.md"


def write_citation(clocks: Clocks) -> str:
    """Return how to cite the release (Citation File Format 1.2)."""
    lines = (
        "cff-version: 1.2.0",
        "message: If you use this dataset, please cite it as below.",
        "type: dataset",
        'title: "Depositary: agreements, claims and evidence"',
        "authors:",
        '  - name: "The Depositary contributors"',
        f'version: "{clocks.on.isoformat()}"',
        f"date-released: {clocks.on.isoformat()}",
        f'abstract: "Written by depositary {version("depositary")}; on {clocks.on}, as known on {clocks.known}."',
    )
    return "\n".join(lines) + "\n"


def read_version(folder: Path) -> str:
    """Return the version in a release's citation, which is its day."""
    lines = (folder / CITATION).read_text("utf-8").splitlines()
    return next((line.split('"')[1] for line in lines if line.startswith('version: "')), "an unknown day")


def write_licence() -> str:
    """Return the licence of each part."""
    return """# Licence

- The program that wrote this, its codebook (`codebook.md`, `datapackage.json`) and its code tables: Apache-2.0.
- The table `evidence`, and the columns `title`, `agents`, `date_words` and `place` of others, quote reports:
  short passages, cited with their source; the rights in them stay with their publishers. Their
  texts are not part of the release.
- State numbers (`*_cow`, `*_gw`) are facts of the Correlates of War list of states (v2016) and of Gleditsch and
  Ward's list; cite these where you use them. Country codes (`*_iso3`) are those of ISO 3166.
- All else is facts computed from reports; whoever publishes a release sets its licence.
"""
