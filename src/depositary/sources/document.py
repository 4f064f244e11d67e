"""PDF documents: read in a process of its own that is bounded in time and memory and can be killed.

>>> reflow("The Parties agree as fol-\\nlows on trade between\\nthem.\\nArticle 1")
'The Parties agree as follows on trade between them.\\nArticle 1'
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any

from depositary.errors import ReportError
from depositary.model.text import Report
from depositary.sources.caps import Caps
from depositary.sources.intake import compose_report
from depositary.sources.markup import clean
from depositary.sources.page import guess_language
from depositary.sources.plain import find_headline, read_whole
from depositary.sources.source import Details, Input, Offer, offer

HYPHEN = re.compile(r"(?<=[^\W\d_])[-\xad\ufffe]\n(?=[a-zà-ÿ])")
FULL_LINE = 0.6
"""A line of less than this share of the longest line ends a paragraph."""

CREATED = re.compile(r"D:(\d{4})(\d\d)(\d\d)")


def read_document(source: Input, details: Details, warn: Callable[[str], None]) -> Iterator[Offer]:
    """Yield the one report of a PDF document, or why there is none."""
    caps = source.setting.caps
    yield offer(
        source.name, None, lambda: compose_document(extract_document(read_whole(source), caps), details, source.url)
    )


def extract_document(data: bytes, caps: Caps) -> dict[str, Any]:
    """Return text and metadata of a document, taken from it by the worker process.

    Raises:
        ReportError: the document is damaged, locked, too long, or the worker ran out of time or memory.
    """
    command = [sys.executable, "-P", "-m", "depositary.sources.document_worker"]
    limits = [str(caps.pdf_pages), str(caps.pdf_memory), str(int(caps.pdf_seconds) + 1)]
    try:
        done = subprocess.run(  # our own module with numbers as arguments
            [*command, *limits], input=data, capture_output=True, timeout=caps.pdf_seconds, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise ReportError(f"the PDF takes more than {caps.pdf_seconds:g} s to read") from error
    if done.returncode:
        raise ReportError(explain(done.stderr, done.returncode))
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def explain(stderr: bytes, code: int) -> str:
    """Return in words why the worker gave up."""
    last = stderr.decode("utf-8", "replace").strip().splitlines()[-1:] or [""]
    if last[0].startswith("refused: "):
        return last[0].removeprefix("refused: ")
    return (
        "the PDF takes more memory than allowed"
        if "MemoryError" in last[0]
        else f"the PDF makes its reader fail ({code})"
    )


def compose_document(found: dict[str, Any], details: Details, url: str | None) -> Report:
    """Make a report of what the worker took from a document.

    Raises:
        InputError: it cannot be one.
    """
    body = reflow(found["text"])
    if not body.strip():
        raise ReportError("the PDF holds no text: it may be a scan, which is not read")
    created = CREATED.match(found.get("created") or "")
    day = "-".join(created.groups()) if created else None
    title = details.title or clean(found.get("title") or "") or find_headline(body)
    language = details.language or guess_language(body)
    known = Details(title, details.published or day, details.outlet, details.url or url, language)
    return compose_report(body, known, published_from="document" if day and not details.published else None)


def reflow(text: str) -> str:
    """Return a text with words joined that were hyphenated at line ends, and lines joined to paragraphs.

    A line much shorter than the longest ends its paragraph, as in print.
    """
    lines = HYPHEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).split("\n")
    full = FULL_LINE * max(map(len, lines))
    return "".join(line + (" " if len(line) >= full else "\n") for line in map(str.strip, lines)).strip()
