"""The status table of an agreement as CSV: a row for each participant.

>>> COLUMNS[:3]
('code', 'name', 'status')
"""

from __future__ import annotations

from collections.abc import Iterator

from depositary.exchange.cells import write_row
from depositary.register.queries import Participant, ParticipantTable

FIELDS = (
    "code",
    "name",
    "status",
    "role",
    "signature",
    "signature_mark",
    "consent",
    "mark",
    "form",
    "provisional",
    "effect",
    "notice",
    "end",
    "left",
)
COLUMNS = (*FIELDS, "remarks", "remarks_withdrawn")


def write_participants(table: ParticipantTable) -> Iterator[str]:
    """Yield the lines of a status table as CSV (UTF-8, commas, one header row); ``remarks`` lists their sorts."""
    yield write_row(COLUMNS)
    for row in table.participants:
        yield write_row([*(getattr(row, name) for name in FIELDS), *list_remarks(row)])


def list_remarks(row: Participant) -> tuple[str, str]:
    """Return the sorts of a participant's remarks that stand, and of those taken back."""
    stand, gone = ([one.sort for one in row.remarks if bool(one.withdrawn) is taken] for taken in (False, True))
    return "; ".join(stand), "; ".join(gone)
