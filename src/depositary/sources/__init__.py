"""From bytes to reports: every input yields a report or a refusal with its reason, in order.

>>> from depositary.sources.plain import compose_plain
>>> compose_plain("Chad and Sudan sign accord\\nThey signed it on Monday.", Details()).title
'Chad and Sudan sign accord'
"""

from depositary.sources.files import KINDS, Kind, read_input
from depositary.sources.intake import compose_report
from depositary.sources.opening import open_inputs
from depositary.sources.source import LIMIT, Details, Input, Offer, Refusal, Setting

__all__ = [
    "KINDS",
    "LIMIT",
    "Details",
    "Input",
    "Kind",
    "Offer",
    "Refusal",
    "Setting",
    "compose_report",
    "open_inputs",
    "read_input",
]
