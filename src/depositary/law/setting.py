"""What is known of an agreement besides its steps: who is in it, of what kind, under what clauses.

>>> Setting(frozenset({"RUS", "IRN"})).two_party
True
"""

from __future__ import annotations

from dataclasses import dataclass

from depositary.model.clauses import Clauses
from depositary.model.vocabulary import Kind

# Instruments that bind from signature unless told otherwise (VCLT 12).
BY_SIGNATURE = frozenset(
    {Kind.CEASEFIRE, Kind.MEMORANDUM, Kind.DECLARATION, Kind.EXCHANGE_OF_NOTES, Kind.PROGRAMME, Kind.PEACE_AGREEMENT}
)
# Instruments that bind once agreed in any form (VCLT 11, "by any other means if so agreed").
BY_AGREEMENT = frozenset({Kind.CEASEFIRE, Kind.DECLARATION})
# Instruments that bind after ratification unless told otherwise (VCLT 14).
BY_RATIFICATION = frozenset({Kind.TREATY, Kind.CONVENTION, Kind.PROTOCOL, Kind.CHARTER})
# At most so many participants conclude together: it is in force for all of them or for none.
CLOSED_CIRCLE = 5


@dataclass(frozen=True, slots=True)
class Setting:
    """The frame in which steps are judged.

    ``told`` are its parties by name, ``acting`` who takes a party's steps; ``organisations`` are those
    participants that are no states; ``listed`` tells that a depositary's table lists who takes part.
    """

    told: frozenset[str]
    acting: frozenset[str] = frozenset()
    kind: Kind | None = None
    clauses: Clauses | None = None
    multilateral: bool | None = None
    organisations: frozenset[str] = frozenset()
    listed: bool = False

    @property
    def participants(self) -> frozenset[str]:
        """Return its parties as told; where none are told, who acts as one."""
        return self.told or self.acting

    @property
    def two_party(self) -> bool:
        """Tell whether it is between two: told so, or two are told to be parties and no third acts as one."""
        return len(self.told) == 2 and self.acting <= self.told if self.multilateral is None else not self.multilateral

    @property
    def closed(self) -> bool:
        """Tell whether few enough take part that they stand or fall together."""
        few = 2 <= len(self.told) <= CLOSED_CIRCLE and self.acting <= self.told
        return self.two_party or (few and not self.multilateral)
