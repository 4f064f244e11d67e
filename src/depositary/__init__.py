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
    """Import the register where it is first asked for: reading does without a database."""
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
    """Read one report and return all that was found in it.

    Args:
        text: the report's body, or the whole report with its headline as first line.
        title: the headline, where it is not in the text.
        published: the day of publication, ``YYYY-MM-DD`` or a full ISO 8601 time; without it years
            are not guessed.
        outlet: who published it.
        url: where.
        language: ISO 639-1 code; English where it is not given.

    Raises:
        ReportError: the text is no string, empty, longer than 10 MB, or holds NUL or half characters.
        DateError: ``published`` is no date.
        LanguageError: ``language`` is no ISO 639-1 code. (A language that no reader knows is no
            error: the reading then has no claims, and ``skipped`` says why.)
    """
    details = Details(title=title, published=published, outlet=outlet, url=url, language=language)
    return Reader().read(compose_plain(text, details))
