"""iCalendar (RFC 5545): planned steps as whole-day events, for any calendar program.

>>> fold_line("SUMMARY:" + "x" * 80).count("\\r\\n ")
1
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from depositary.exchange.extract import Clocks, extract
from depositary.languages.wording import write_code
from depositary.register.queries import Due, Filter
from depositary.register.register import Register

OCTETS = 75  # the most of a line (RFC 5545, 3.1)


def find_due(register: Register, clocks: Clocks, asked: Filter, days: int) -> list[Due]:
    """Return the planned steps of the agreements that a filter lets through, within so many days of the day."""
    found = register.due(on=clocks.on, known=clocks.known, days=days)
    if asked == Filter():
        return found
    wanted = {entry.dossier.id for entry in extract(register, clocks, asked)}
    return [step for step in found if step.agreement in wanted]


def write_calendar(due: Iterable[Due], on: dt.date, base: str | None = None, title: str | None = None) -> str:
    """Return planned steps as a calendar, as of a day.

    Args:
        due: the steps.
        on: the day on which it is written.
        base: where the register is served, ending in a slash; without it no step has an address.
        title: what the calendar is called.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Depositary//Planned steps//EN"]
    lines += [f"X-WR-CALNAME:{escape(title)}"] if title else []
    lines += [line for step in due for line in describe_step(step, on, base)]
    return "".join(f"{fold_line(line)}\r\n" for line in [*lines, "END:VCALENDAR"])


def describe_step(step: Due, on: dt.date, base: str | None) -> Iterator[str]:
    """Yield the lines of one step; an event ends on the day after its last one (RFC 5545, 3.6.1)."""
    last = min(dt.date.fromisoformat(step.latest[:10]), dt.date(9999, 12, 30)) + dt.timedelta(days=1)
    yield "BEGIN:VEVENT"
    yield f"UID:{step.agreement}-{step.action}-{step.claims[0]}@depositary"
    yield f"DTSTAMP:{on:%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{step.earliest[:10].replace('-', '')}"
    yield f"DTEND;VALUE=DATE:{last:%Y%m%d}"
    yield f"SUMMARY:{escape(f'{step.title}: {write_code(step.action)}')}"
    yield f"DESCRIPTION:{escape(tell(step))}"
    if base:
        yield f"URL:{base}agreements/{step.agreement}"
    yield "STATUS:TENTATIVE"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def tell(step: Due) -> str:
    """Return who is to act, when that is, and which claims say so."""
    return f"{', '.join(step.actors or step.parties)}. {step.when}. Claims: {', '.join(step.claims)}"


def escape(text: str) -> str:
    r"""Return text as a TEXT value (RFC 5545, 3.3.11); control characters become spaces.

    >>> escape("a, b; c\nd")
    'a\\, b\\; c d'
    """
    plain = "".join(mark if mark.isprintable() else " " for mark in text)
    return plain.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;")


def fold_line(line: str) -> str:
    """Return a line folded so that no part is longer than 75 octets."""
    parts, size = [""], 0
    for mark in line:
        octets = len(mark.encode("utf-8"))
        if size + octets > OCTETS:
            parts.append(" ")
            size = 1
        parts[-1] += mark
        size += octets
    return "\r\n".join(parts)
