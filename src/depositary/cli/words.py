"""A reading's values in words, under the name by which the commands know them.

>>> join(["Chad", "Mali", "Niger"])
'Chad, Mali and Niger'
"""

from depositary.lexicon.words import (
    actor_names,
    join,
    name_actor,
    write_actors,
    write_agent,
    write_agents,
    write_chain,
    write_code,
    write_date,
    write_place,
    write_term,
)

__all__ = [
    "actor_names",
    "join",
    "name_actor",
    "write_actors",
    "write_agent",
    "write_agents",
    "write_chain",
    "write_code",
    "write_date",
    "write_place",
    "write_term",
]
