"""The worker process that reads one PDF from standard input: ``PAGES MEMORY SECONDS`` are its limits.

It prints one JSON object with text, title and creation date, or a line ``refused: why`` on
standard error with exit code 1.

>>> callable(extract)
True
"""

from __future__ import annotations

import json
import resource
import sys
from typing import Any

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
    """Return text, title and creation date of a document.

    Raises:
        ValueError: it has too many pages.
    """
    import pypdfium2  # type: ignore[import-untyped]  # it ships no types

    document = pypdfium2.PdfDocument(data)
    if len(document) > most:
        raise ValueError(f"more than {most} pages")
    metadata = document.get_metadata_dict()
    pages = [document[number].get_textpage().get_text_range() for number in range(len(document))]
    return {"text": "\n\n".join(pages), "title": metadata.get("Title"), "created": metadata.get("CreationDate")}


if __name__ == "__main__":
    sys.exit(main())
