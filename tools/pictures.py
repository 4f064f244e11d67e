"""Draw docs/pictures/*.svg: what ``depositary read`` shows of an example report.

Run it in the environment of ``tools/install dev``: ``make pictures``.
"""

from __future__ import annotations

import io
import re
from pathlib import Path

from rich.console import Console

from depositary.cli.page import lay_out
from depositary.reading.reader import Reader
from depositary.sources import Details
from depositary.sources.plain import compose_plain

FONTS = re.compile(r"\s*@font-face \{.*?\}|<!--.*?-->", re.S)  # a picture fetches nothing from elsewhere
ROOT = Path(__file__).parent.parent


def main() -> None:
    """Draw the picture of the README."""
    text = (ROOT / "examples/treaty-announced.txt").read_text("utf-8")
    report = compose_plain(text, Details(published="2024-12-27", outlet="Depositary Examples"))
    console = Console(record=True, width=100, file=io.StringIO(), force_terminal=True, highlight=False)
    console.print(lay_out(Reader().read(report)))
    drawing = console.export_svg(title="depositary read", unique_id="read")
    (ROOT / "docs/pictures/read.svg").write_text(FONTS.sub("", drawing), "utf-8")


if __name__ == "__main__":
    main()
