"""Names of states and cities in any language, from the Common Locale Data Repository (CLDR, Unicode licence).

>>> name_territories("fr")["DEU"]
'Allemagne'
>>> name_cities("de")["Moskau"]
'RUS'
"""

from __future__ import annotations

import functools

from depositary.languages.states import load_states

OWN = {"XKX": "XK"}  # Kosovo has no alpha-3 code of ISO


def name_territories(language: str) -> dict[str, str]:
    """Return the name of each territory in a language, by its alpha-3 code."""
    names = parse_locale(language).territories
    return {code: str(names[short]) for code, short in short_codes().items() if short in names}


def name_cities(language: str) -> dict[str, str]:
    """Return the cities of time zones in a language, with the alpha-3 codes of their states."""
    from babel.core import get_global

    homes, names = get_global("zone_territories"), parse_locale(language).time_zones
    long_codes = {short: code for code, short in short_codes().items()}
    found = {}
    for zone, state in homes.items():
        city = names.get(zone, {}).get("city")
        if city and state in long_codes:
            found[str(city)] = long_codes[state]
    return found


def name_capitals(language: str) -> dict[str, str]:
    """Return the capitals among the cities of time zones in a language, with the codes of their states."""
    from babel.core import get_global

    homes, names = get_global("zone_territories"), parse_locale(language).time_zones
    found = {}
    for code, short in short_codes().items():
        capitals = {city.replace(" ", "_") for city in load_states()[code].capitals}
        for zone in homes:
            if homes[zone] == short and zone.rpartition("/")[2] in capitals and "city" in names.get(zone, {}):
                found[str(names[zone]["city"])] = code
    return found


@functools.cache
def short_codes() -> dict[str, str]:
    """Return the alpha-2 code of each present state and territory, by its alpha-3 code."""
    from babel.core import get_global

    aliases = get_global("territory_aliases")
    found = {code: aliases[code][0] for code in load_states() if len(aliases.get(code, ())) == 1}
    return {code: short for code, short in found.items() if load_states()[code].ended is None} | OWN


@functools.cache
def parse_locale(language: str):  # type: ignore[no-untyped-def]  # of a library without exact types
    """Return what CLDR knows of a language."""
    from babel import Locale

    return Locale.parse(language)
