"""PDF documents: read in a process of its own that is bounded in time and memory and can be killed.

>>> bool(NO_TITLE.fullmatch("Microsoft Word - accord.doc")), bool(NO_TITLE.fullmatch("Treaty on Water"))
(True, False)
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
from depositary.sources.caps import TAKEN, Caps
from depositary.sources.detection import guess_language
from depositary.sources.intake import compose_report
from depositary.sources.layout import join_pages, reflow
from depositary.sources.markup import clean
from depositary.sources.plain import find_headline, read_whole
from depositary.sources.source import Details, Input, Offer, offer

NO_TITLE = re.compile(
    r"(?:(?:untitled|document|dokument|documento|doc|layout|scan|image|img|page|file|draft|presentation|slide|blank|test)"
    r"[-_ ]?\d*|title|no title|unknown|\(?anonymous\)?|new (?:\w+ )?document|index|print|[A-Z]{1,3}\d{5,12}"
    r"|(?:https?://|www\.)\S*"
    r"|powerpoint presentation|microsoft (?:word|powerpoint|excel)\b.*|.*\.(?:docx?|odt|rtf|pdf|indd"
    r"|pptx?|xlsx?|txt|html?|tex|dvi|qxd|ps|wpd|pages)|[\W\d_]*)",
    re.I,
)
"""What programs write where nobody gave a document a title."""
WALL = 6
"""So many times as long as its time of the processor the worker may take on a busy machine."""


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
            [*command, *limits], input=data, capture_output=True, timeout=WALL * caps.pdf_seconds, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise ReportError(f"the PDF takes more than {WALL * caps.pdf_seconds:g} s to read") from error
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
    body = reflow(join_pages(found["pages"]))
    if not body.strip():
        raise ReportError("the PDF holds no text: it may be a scan, which is not read")
    stated = clean(str(found.get("title") or "")[:TAKEN])
    title = details.title or ("" if NO_TITLE.fullmatch(stated) else stated) or find_headline(body)
    language = details.language or guess_language(body)
    known = Details(title, details.published, details.outlet, details.url or url, language)
    return compose_report(body, known)  # the day on which the file was made is not that of the document
