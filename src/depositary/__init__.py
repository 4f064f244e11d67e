"""Depositary: an open register of international agreements that reads the news.

>>> import depositary
>>> depositary.read("The weather was fine.").agreements
()
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from depositary.model.reading import Reading
from depositary.model.text import Report
from depositary.reading.reader import Reader
from depositary.sources.plain import compose_plain
from depositary.sources.source import Details

if TYPE_CHECKING:
    from depositary.library import Register

__version__ = "0.1.0"
__all__ = ["Reader", "Reading", "Register", "Report", "__version__", "read"]


def __getattr__(name: str) -> Any:
    """Import the register when it is first used, because reading needs no database."""
    if name == "Register":
        from depositary.library import Register

        return Register
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def read(
    text: str,
    *,
    title: str | None = None,
    published: str | None = None,
    outlet: str | None = None,
    url: str | None = None,
    language: str | None = None,
) -> Reading:
    """Read one report and return everything that was found in it.

    Args:
        text: the body of the report, or the whole report with its headline as first line.
        title: the headline, if it is not in the text.
        published: the publication date, ``YYYY-MM-DD`` or a full ISO 8601 time. Without it, years can stay
            unknown.
        outlet: the publisher.
        url: the address of the report.
        language: ISO 639-1 code, a hint: the text itself tells its language, where it is long enough.

    Raises:
        ReportError: the text is not a string, empty, longer than 10 MB, or has NUL or broken characters.
        DateError: ``published`` is not a date.
        LanguageError: ``language`` is not an ISO 639-1 code. (An unsupported language is not an
            error: the reading has no claims, and ``skipped`` says why.)
    """
    details = Details(title=title, published=published, outlet=outlet, url=url, language=language)
    return Reader().read(compose_plain(text, details))
