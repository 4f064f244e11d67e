"""The boundary: what a report must be before anything reads it.

>>> compose_report("Chad and Sudan signed an accord.", Details(published="2024-12-26")).published
'2024-12-26'
>>> compose_report(" ", Details())
Traceback (most recent call last):
depositary.errors.ReportError: the text is empty
"""

from __future__ import annotations

import re

from depositary.errors import DateError, LanguageError, ReportError
from depositary.model.dates import parse_day
from depositary.model.text import Report, join_title
from depositary.sources.caps import LONGEST_ADDRESS, LONGEST_LINE, LONGEST_TITLE
from depositary.sources.detection import detect_language, languages
from depositary.sources.markup import cut
from depositary.sources.source import LIMIT, Details

SURROGATES = re.compile("[\ud800-\udfff]")


def compose_report(
    body: str,
    details: Details,
    *,
    byline: str | None = None,
    given_id: str | None = None,
    retrieved: str | None = None,
    published_from: str | None = None,
) -> Report:
    """Make a report of a body and what is known of it, and refuse what cannot be one.

    Raises:
        ReportError: the text is empty, too long, or holds what no text holds.
        DateError: the publication date is none.
        LanguageError: the language is none.
    """
    check_body(body)
    for name, value in (("title", details.title), ("outlet", details.outlet), ("byline", byline)):
        check_characters(name, value)
    for name, value in (("url", details.url), ("id", given_id), ("retrieved", retrieved)):
        check_characters(name, value)
        check_length(name, value)
    return Report.compose(
        body,
        title=cut(details.title or "", LONGEST_TITLE) or None,
        language=detect_language(join_title(details.title, body), check_hint(details.language)),
        given_id=given_id,
        url=details.url,
        outlet=cut(details.outlet or "", LONGEST_LINE) or None,
        byline=cut(byline or "", LONGEST_LINE) or None,
        published=check_published(details.published),
        published_from=published_from,
        retrieved=retrieved,
    )


def check_body(body: object) -> None:
    """Refuse a body that is no text, empty, too long, or not of whole characters.

    Raises:
        ReportError: it is one of these.
    """
    if not isinstance(body, str):
        raise ReportError(f"the text must be a string, not {type(body).__name__}")
    if not body.strip():
        raise ReportError("the text is empty")
    if len(body) > LIMIT:
        raise ReportError(f"the text is longer than {LIMIT // 1_000_000} MB: hand it over in parts")
    check_characters("text", body)


def check_characters(field: str, value: object) -> None:
    """Refuse NUL and half characters, which no database and no encoding can keep.

    Raises:
        ReportError: the value holds one; the message says where.
    """
    if value is None:
        return
    if not isinstance(value, str):
        raise ReportError(f"field {field} must be a string, not {type(value).__name__}")
    if "\x00" in value:
        raise ReportError(f"field {field} holds a NUL character at code point {value.index(chr(0))}")
    if half := SURROGATES.search(value):
        raise ReportError(f"field {field} holds half a character (a lone surrogate) at code point {half.start()}")


def check_length(field: str, value: str | None) -> None:
    """Refuse an address or an id that is longer than any.

    Raises:
        ReportError: it is; cut, it would be another.
    """
    if value is not None and len(value) > LONGEST_ADDRESS:
        raise ReportError(f"field {field} is longer than {LONGEST_ADDRESS:,} characters")


def check_published(value: object) -> str | None:
    """Return the publication date: a day or a time of ISO 8601.

    Raises:
        DateError: it is neither.
    """
    if value is None or value == "":
        return None
    try:
        parse_day(value)  # type: ignore[arg-type]  # it refuses what is no text
    except DateError:
        raise DateError(
            f"published {str(value)[:60]!r} is not a date; use 2024-12-26 or 2024-12-26T09:30:00Z"
        ) from None
    return str(value)


def check_language(value: object) -> str:
    """Return the ISO 639-1 code of a language tag (``en-GB`` is ``en``), English for none.

    Raises:
        LanguageError: it is no such code.
    """
    return check_hint(value) or "en"


def check_hint(value: object) -> str | None:
    """Return the ISO 639-1 code of a language tag, ``None`` for no tag.

    Raises:
        LanguageError: it is no such code.
    """
    if value is None or value == "":
        return None
    code = value.replace("_", "-").split("-")[0].lower() if isinstance(value, str) else ""
    if code not in languages():
        raise LanguageError(f"{str(value)[:60]!r} is not a language code; use an ISO 639-1 code such as en, fr or ru")
    return code
