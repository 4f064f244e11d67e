"""Labels: the words of the pages for what data write in codes, so that somebody new understands them.

>>> label_role("named"), label_number("MTDSG XXVII-7-d"), label_keepers("UN|CHE")
('mentioned; no step reported', 'UN treaty list (MTDSG) XXVII-7-d', 'United Nations and Switzerland')
>>> quote("expressing concern"), quote("Chad signed.")
('“…expressing concern”', '“Chad signed.”')
"""

from __future__ import annotations

import re
from collections.abc import Callable

from depositary.languages.wording import name_actor, write_actors, write_code

ROLES = {"named": "mentioned; no step reported", "notified-withdrawal": "has announced withdrawal"}
LISTS = {
    "mtdsg": "UN treaty list (MTDSG)",
    "unts": "UN Treaty Series (UNTS)",
    "cets": "Council of Europe (CETS)",
    "ets": "Council of Europe (ETS)",
    "ilo": "Labour Organization (ILO)",
    "hcch": "Hague Conference (HCCH)",
    "ukts": "UK Treaty Series (UKTS)",
    "celex": "EU law (CELEX)",
    "eli": "EU law (ELI)",
    "wikidata": "Wikidata",
}
MEASURES = {
    "steps with modality": "steps, and whether they happened or are only planned",
    "areas": "subjects",
    "agents": "who did it",
    "overall score": "all fields together",
}
OWN = re.compile(r"own knowledge of (?P<what>.+)")
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def label_role(role: str) -> str:
    """Return what an actor is to an agreement."""
    return ROLES.get(role, write_code(role))


def label_list(scheme: str) -> str:
    """Return the name of an official list of treaties with its short form."""
    return LISTS.get(scheme.casefold(), scheme.upper())


def label_number(number: str) -> str:
    """Return a number in an official list, behind the name of that list."""
    scheme, _, value = number.partition(" ")
    return f"{label_list(scheme)} {value}" if scheme.casefold() in LISTS else number


def label_keepers(codes: str) -> str:
    """Return who keeps the original of a treaty, by codes between bars."""
    return write_actors([code for code in codes.split("|") if code])


def label_source(source: str) -> str:
    """Return where an entry of the catalogue comes from; whose knowledge it is, where that is no list.

    >>> label_source("own knowledge of the published text")
    'the authors of this software, from what they know of the published text'
    """
    found = OWN.fullmatch(source)
    if found:
        return f"the authors of this software, from what they know of {found['what']}"
    return source.replace(", own knowledge", ", and what the authors of this software know")


def label_measure(task: str) -> str:
    """Return the name of a measure of accuracy."""
    return MEASURES.get(task, task)


def label_code(code: str) -> str:
    """Return the code of an actor; for a group, which has none that people use, what it is.

    >>> label_code("RUS"), label_code("hamas")
    ('RUS', 'armed group, movement or authority')
    """
    return "armed group, movement or authority" if SLUG.fullmatch(code) and name_actor(code) != code else code


def quote(words: str) -> str:
    """Return words of a report in quotation marks; dots show that they begin within a sentence."""
    return f"{open_quote(words)}{words}”" if words else ""


def open_quote(words: str) -> str:
    """Return what stands before words of a report in quotation marks."""
    return "“…" if words[:1].islower() else "“"


def label_modality(modality: str) -> str:
    """Return how a report tells a step, in a usual word.

    >>> label_modality("occurred"), label_modality("planned")
    ('happened', 'planned')
    """
    return {"occurred": "happened"}.get(modality, modality)


LABELS: dict[str, Callable[[str], str]] = {
    "role": label_role,
    "modality": label_modality,
    "scheme": label_list,
    "number": label_number,
    "keepers": label_keepers,
    "compiled": label_source,
    "measure": label_measure,
    "written": label_code,
    "quoted": quote,
    "opening": open_quote,
}
"""The labels by their names in templates."""
