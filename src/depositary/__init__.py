"""Depositary: an open register of international agreements that reads the news.

>>> import depositary
>>> depositary.read("The weather was fine.").agreements
()
"""

from __future__ import annotations

from depositary.model.reading import Reading
from depositary.model.text import Report
from depositary.reading.reader import Reader

__version__ = "0.1.0"
__all__ = ["Reader", "Reading", "Report", "__version__", "read"]


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
        published: the day of publication, ``YYYY-MM-DD``; without it years are not guessed.
        outlet: who published it.
        url: where.
        language: ISO 639-1 code; English where it is not given.

    Raises:
        ReportError: the text is empty or no text.
        DateError: ``published`` is no date.
    """
    report = Report.compose(text, title=title, language=language or "en", published=published, outlet=outlet, url=url)
    return Reader().read(report)
