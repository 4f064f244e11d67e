"""The participants of an agreement as its page shows them: in the form of a depositary's table, sortable.

>>> COLUMNS[1].label, tell_date("2016-11"), tell_date(None)
('Signature', 'November 2016', '')
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from depositary.errors import DateError
from depositary.languages.wording import write_date
from depositary.model.dates import parse_edtf
from depositary.register.queries.participants import Participant
from depositary.web.ordering import Column

ORDER = ("party", "suspended", "withdrawal-pending", "ratified", "signatory", "withdrawn", "rejected", "none")
"""The order in which participants are counted and sorted by status."""
FORMS = {"a": "accession", "A": "acceptance", "AA": "approval", "c": "formal confirmation", "d": "succession"}
"""The forms of consent by the letters that depositaries write; a ratification has none."""

COLUMNS: tuple[Column[Participant], ...] = (
    Column("name", "Participant", lambda row: row.name.casefold()),
    Column("signature", "Signature", lambda row: row.signature),
    Column("consent", "Ratified or joined", lambda row: row.consent),
    Column("effect", "In force", lambda row: row.effect),
    Column("end", "End", lambda row: row.end or row.notice),
    Column("status", "Status", lambda row: (ORDER.index(row.status), row.name.casefold())),
)


def tell_date(edtf: str | None) -> str:
    """Return an EDTF date in words; empty where there is none."""
    try:
        return write_date(parse_edtf(edtf)) if edtf else ""
    except DateError:
        return edtf or ""


def list_cells(row: Participant) -> list[tuple[str, str]]:
    """Return the days of a participant in words, each with the claim that gives it."""
    claims = row.claims
    form = row.form or FORMS.get(row.mark, "")
    consent = (
        f"{tell_date(row.consent)}{f' ({form})' if form and form != 'ratification' else ''}" if row.consent else ""
    )
    end = tell_date(row.end) or (f"notice {tell_date(row.notice)}" if row.notice else "")
    return [
        (tell_date(row.signature), claims.get("signature", "")),
        (consent, claims.get("consent", "")),
        (tell_date(row.effect), claims.get("effect", "")),
        (end, claims.get("end") or claims.get("notice", "")),
    ]


def count_statuses(rows: Iterable[Participant]) -> list[tuple[str, int]]:
    """Return how many participants have each status, in the order of these; those without a step are not counted."""
    counted = Counter(row.status for row in rows)
    return [(status, counted[status]) for status in ORDER[:-1] if counted[status]]
