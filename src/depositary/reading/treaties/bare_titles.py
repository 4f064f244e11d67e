"""Titles of treaties that stand alone: a report that is nothing but the title names the agreement and its parent.

>>> agreements, relations = name_title(Report.compose("Protocol amending the Lake Convention between Chad and Niger"))
>>> [agreement.title for agreement in agreements], relations[0].relation.value
(['Protocol amending the Lake Convention between Chad and Niger', 'Lake Convention between Chad and Niger'], 'amends')
"""

from __future__ import annotations

import functools
import re

from depositary.languages import load_toml
from depositary.languages.treaty_titles import Title, find_form, parse_title
from depositary.model.reading import Agreement, Relation
from depositary.model.text import Report

MOST = 600  # characters


def name_title(report: Report) -> tuple[tuple[Agreement, ...], tuple[Relation, ...]]:
    """Return the agreement that a bare title names, and what it belongs to; nothing where the text is no bare title."""
    said = read_bare_title(report.text)
    if said is None:
        return (), ()
    start = len(report.text) - len(report.text.lstrip())
    words = report.span(start, start + len(report.text.strip()))
    own = Agreement("a1", words.text, said.kind, said.parties, (words,))
    if said.parent is None:
        return (own,), ()
    named = report.span(start + said.parent.start, start + said.parent.end)
    other = Agreement("a2", said.parent.title, find_form(said.parent.title)[1], names=(named,))
    return (own, other), (Relation("a1", said.parent.relation, "a2", (words,)),)


def is_bare_title(text: str) -> bool:
    """Tell whether a text is the title of a treaty and nothing else."""
    return read_bare_title(text) is not None


def read_bare_title(text: str) -> Title | None:
    """Return what a text says that is the title of a treaty and nothing else: one line without a finite verb.

    >>> read_bare_title("Chad and Niger sign fisheries agreement") is None
    True
    """
    line = text.strip()
    if "\n" in line or len(line) > MOST or line.endswith((".", "?", "!")) or not starts_title().match(line):
        return None
    said = parse_title(line)
    return said if len(said.parties) > 1 or said.parent else None


@functools.cache
def starts_title() -> re.Pattern[str]:
    """Return the pattern of how a title begins: with the instrument, after a few words in capitals, and no verb."""
    words = load_toml("en", "treaty_parts")["instrument"]
    verbs = "is|was|are|were|has|have|had|will|would|to be|signed|sign|signs|reached|says|said|expected|faces?|falls?"
    return re.compile(rf"(?:(?:[A-Z][\w-]*|of|and|on|in|the) ){{0,4}}(?i:{words})s?\b(?!.*\b(?:{verbs})\b)")
