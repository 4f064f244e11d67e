"""Reports, and the spans of their text that serve as evidence.

>>> report = Report.compose("Chad and Sudan signed an accord.", title="Accord signed")
>>> report.span(0, 6).text
'Accord'
"""

from __future__ import annotations

import hashlib
import unicodedata

import msgspec

from depositary.errors import EvidenceError


class Span(msgspec.Struct, frozen=True):
    """A half-open range of Unicode code points of a report's text, with its words."""

    start: int
    end: int
    text: str


class Report(msgspec.Struct, frozen=True):
    """One text as published: a news article, a ministry release, a treaty text.

    ``text`` is the text to read: the title if there is one, an empty line, the body.
    ``published`` is ``YYYY-MM-DD`` or a full ISO 8601 time. ``published_from`` says where
    it was found (``json-ld``, ``meta``, ``page``, ``url``, ``feed``).
    """

    id: str
    text: str
    language: str = "en"
    given_id: str | None = None
    title: str | None = None
    url: str | None = None
    outlet: str | None = None
    byline: str | None = None
    published: str | None = None
    published_from: str | None = None
    retrieved: str | None = None

    @classmethod
    def compose(cls, body: str, *, title: str | None = None, language: str = "en", **fields: str | None) -> Report:
        """Join title and body. The id of the report is the hash of its text."""
        text = join_title(title, body)
        return cls(id=hash_text(text), text=text, title=title, language=language, **fields)

    def span(self, start: int, end: int) -> Span:
        """Cut the span ``[start, end)`` out of the text.

        Raises:
            EvidenceError: the range is empty or outside the text.
        """
        if not 0 <= start < end <= len(self.text):
            raise EvidenceError(f"no span [{start}, {end}) in a text of {len(self.text)} code points")
        return Span(start, end, self.text[start:end])

    def assert_span(self, span: Span) -> None:
        """Check the evidence of a span: ``text[start:end] == span.text``.

        Raises:
            EvidenceError: the span differs from the text.
        """
        if self.text[span.start : span.end] != span.text:
            raise EvidenceError(f"the text at span [{span.start}, {span.end}) is not {span.text!r}")


def join_title(title: str | None, body: str) -> str:
    """Return title, empty line and body, or the body alone if it begins with the title."""
    return f"{title}\n\n{body}" if title and not body.startswith(title) else body


def hash_text(text: str) -> str:
    """Return ``sha256:<hex>`` of the text in UTF-8 and normal form C."""
    normal = unicodedata.normalize("NFC", text).encode("utf-8")
    return "sha256:" + hashlib.sha256(normal).hexdigest()


def strip_marks(text: str) -> str:
    """Return a text without accents and other marks on its letters, for comparing names.

    >>> strip_marks("Göç Şûrası")
    'Goc Surası'
    """
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
