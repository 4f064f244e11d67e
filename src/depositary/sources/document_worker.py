"""The worker process that reads one PDF from standard input: ``PAGES MEMORY SECONDS`` are its limits.

It prints one JSON object with the text of each page and the title, or a line ``refused: why`` on
standard error with exit code 1.

>>> callable(extract)
True
"""

from __future__ import annotations

import json
import resource
import sys
from itertools import islice
from typing import Any

from depositary.sources.layout import Piece, order_columns

MOST_PIECES = 5000
"""Pages of more pieces of text are no columns of a report."""
BASE = 120_000_000
"""Address space that Python and the PDF library take before they read anything, in bytes."""


def main() -> int:
    """Bound this process, read the document, print what was found."""
    pages, memory, seconds = map(int, sys.argv[1:4])
    resource.setrlimit(resource.RLIMIT_AS, (memory + BASE, memory + BASE))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    try:
        print(json.dumps(extract(sys.stdin.buffer.read(), pages)), flush=True)
    except Exception as error:
        print(f"refused: the PDF cannot be read ({error})", file=sys.stderr)
        return 1
    return 0


def extract(data: bytes, most: int) -> dict[str, Any]:
    """Return the text of each page, and the title of a document.

    Raises:
        ValueError: it has too many pages.
    """
    import pypdfium2  # type: ignore[import-untyped]  # it ships no types

    document = pypdfium2.PdfDocument(data)
    if len(document) > most:
        raise ValueError(f"more than {most} pages")
    pages = [read_page(document[number]) for number in range(len(document))]
    return {"pages": pages, "title": read_title(document)}


def read_title(document: Any) -> str:
    """Return the title that a document gives itself; damaged metadata say nothing, and cost nothing else."""
    try:
        return str(document.get_metadata_dict().get("Title") or "").encode("utf-8", "ignore").decode()
    except Exception:  # the library's own faults on damaged metadata
        return ""


def read_page(page: Any) -> str:
    """Return the text of a page, one column after the other."""
    from pypdfium2.raw import FPDF_PAGEOBJ_TEXT  # type: ignore[import-untyped]  # it ships no types

    text = page.get_textpage()
    pieces: list[Piece] = []
    try:
        for found in islice(page.get_objects(filter=[FPDF_PAGEOBJ_TEXT], max_depth=1), MOST_PIECES):
            found.textpage = text
            left, foot, _, _ = found.get_bounds()
            pieces.append(Piece(left, foot, found.extract()))
    except Exception:  # pages that hold what they should not are read as they stand
        pieces = []
    ordered = order_columns(pieces) if len(pieces) < MOST_PIECES else None
    return ordered or str(text.get_text_range())


if __name__ == "__main__":
    sys.exit(main())
