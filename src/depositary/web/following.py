"""What became known of one agreement, as an Atom feed (RFC 4287): an entry for each report, with its words.

>>> name_entry("Lake Treaty", ["Signed by Chad"])
'Lake Treaty: Signed by Chad'
"""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree.ElementTree import Element, indent, tostring

from depositary.exchange.feeds import ATOM, ENTRIES, put, stamp
from depositary.model.claim import Claim
from depositary.register.queries import Dossier
from depositary.web.news import tell_step

STEPS = 20  # steps that one entry quotes


def write_changes(dossier: Dossier, title: str, address: str) -> bytes:
    """Return the reports on an agreement that tell steps as a feed, the latest first.

    Args:
        dossier: the agreement.
        title: its title.
        address: the address of its page.
    """
    told: dict[str, list[Claim]] = {}
    for claim in dossier.claims:
        told.setdefault(claim.report, []).append(claim)
    latest = sorted(told.values(), key=lambda own: (own[0].known_on, own[0].report), reverse=True)[:ENTRIES]
    root = Element("feed", xmlns=ATOM)
    put(root, "id", f"{address}/changes.atom")
    put(root, "title", f"Depositary: {title}")
    put(root, "updated", stamp(latest[0][0].known_on if latest else "1970-01-01"))
    put(put(root, "author"), "name", "Depositary")
    put(root, "link", href=f"{address}/changes.atom", rel="self")
    put(root, "link", href=address)
    for own in latest:
        put_report(root, own, dossier, title, address)
    indent(root, " ")
    made: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return made


def put_report(root: Element, told: Sequence[Claim], dossier: Dossier, title: str, address: str) -> None:
    """Add what one report tells to a feed."""
    first, source = told[0], dossier.sources[told[0].report]
    words = list(dict.fromkeys(tell_step(claim) for claim in told))
    page = f"{address.rpartition('/agreements/')[0]}/reports/{source.id}"
    entry = put(root, "entry")
    put(entry, "id", f"{address}#report-{source.id}")
    put(entry, "title", name_entry(title, words))
    put(entry, "updated", stamp(first.known_on))
    put(entry, "link", href=f"{page}#at-{first.id}")
    quotes = [f"“{span.text}”" for claim in told[:STEPS] for span in claim.evidence]
    lines = [f"{'; '.join(words[:STEPS])}.", *dict.fromkeys(quotes), source.outlet or ""]
    put(entry, "content", "\n".join(line for line in lines if line), type="text")


def name_entry(title: str, words: Sequence[str]) -> str:
    """Return the title of an entry."""
    more = f" and {len(words) - 1} more" if len(words) > 1 else ""
    return f"{title}: {words[0]}{more}"
