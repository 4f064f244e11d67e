"""Phrases of answers: since when something holds, and which step was taken or is planned. One wording for all outputs.

>>> write_since("2016-11"), write_since("2024-03-03"), write_since("../2025-07-18"), write_since(None)
('since November 2016', 'since 3 March 2024', 'by 18 July 2025', '')
>>> write_step("signature", "occurred"), write_step("entry-into-force", "planned"), write_step("signature", "denied")
('signed', 'to enter into force', 'not signed')
"""

from __future__ import annotations

import functools
import re

from depositary.errors import DateError
from depositary.languages import load_table
from depositary.languages.wording import write_code, write_date
from depositary.model.dates import ImpreciseDate, parse_edtf

ISO_DAY = re.compile(r"\b[0-9]{4}-[0-9]{2}-[0-9]{2}\b")
DATED = re.compile(r",? (?:since(?: some day from [^ ;]+ to)?|on|by) [^;:,]+(?P<rest>(?:;.*)?)")
"""A reason that only gives the date of the status, and what follows."""
DONE = frozenset({"signed", "ratified", "terminated", "expired", "replaced", "abandoned", "text-agreed"})
"""Statuses that tell of one moment: "signed 3 March 2024", but "in force since 3 March 2024"."""
FORMS = {
    "occurred": "{past}",
    "planned": "to {infinitive}",
    "possible": "may {infinitive}",
    "denied": "not {past}",
    "conditional": "to {infinitive} on a condition",
}


def write_since(since: str | None) -> str:
    """Return from when something holds, in words; nothing for an unknown date.

    Args:
        since: a date in EDTF. Where its beginning is open (``../2025-07-18``), it held on the last day at the latest.
    """
    if not since:
        return ""
    try:
        if since.startswith("../"):
            return f"by {write_date(parse_edtf(since[3:]))}"
        return f"since {write_date(parse_edtf(since))}"
    except DateError:
        return ""


def write_status(status: str, reason: str = "", since: str | None = None) -> str:
    """Return a status with its reason, without saying anything twice.

    >>> write_status("in-force", "in force since 2016-11-04", "2016-11-04")
    'in force since 4 November 2016'
    >>> write_status("signed", "signed by 2024-03-03; no more is reported", "../2024-03-03")
    'signed by 3 March 2024; no more is reported'
    >>> write_status("withdrawal-pending", "notice given on 2025-01-02", "2025-01-02")
    'withdrawal pending: notice given on 2 January 2025'
    """
    name = write_code(status)
    plain = DATED.fullmatch(reason.removeprefix(name)) if reason.startswith(name) else None
    if not reason or (plain and since):
        return write_moment(status, since) + (plain["rest"] if plain else "")
    return write_days(reason if reason.startswith(name) else f"{name}: {reason}")


def write_moment(status: str, since: str | None) -> str:
    """Return a status with its date.

    >>> write_moment("signed", "2024-03-03"), write_moment("in-force", "2016-11"), write_moment("unknown", None)
    ('signed 3 March 2024', 'in force since November 2016', 'unknown')
    """
    words = write_since(since)
    return " ".join(
        part for part in (write_code(status), words.removeprefix("since ") if status in DONE else words) if part
    )


def write_days(text: str) -> str:
    """Return a text with its ISO days in words.

    >>> write_days("takes effect on 2026-01-27")
    'takes effect on 27 January 2026'
    """
    return ISO_DAY.sub(lambda day: write_date(ImpreciseDate(day[0])), text)


def write_step(action: str, modality: str, date: ImpreciseDate | None = None) -> str:
    """Return a step in words, with its date if that is given.

    >>> write_step("signature", "occurred", ImpreciseDate("2024-03-03"))
    'signed 3 March 2024'
    """
    row = step_words().get(action)
    words = FORMS[modality].format(**row) if row and modality in FORMS else f"{write_code(action)} {modality}"
    return f"{words} {write_date(date)}" if date else words


@functools.cache
def step_words() -> dict[str, dict[str, str]]:
    """Return the words of each action code."""
    return {row["code"]: row for row in load_table("en", "step_words")}
