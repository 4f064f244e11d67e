"""The life of an agreement as it unfolds: what holds on the day that the telling has reached.

>>> from depositary.law.setting import Setting
>>> Life(Setting(frozenset({"RUS", "IRN"}))).stage.value
'unknown'
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import heapq
from dataclasses import dataclass, field

from depositary.law.parties import PartyRecord
from depositary.law.setting import Setting
from depositary.law.steps import Step
from depositary.model.vocabulary import ActionCode, AgreementStatus

# Stages before entry into force, lowest first: a report of a lower one never undoes a higher.
LADDER = (
    AgreementStatus.UNKNOWN,
    AgreementStatus.PROPOSED,
    AgreementStatus.UNDER_NEGOTIATION,
    AgreementStatus.TEXT_AGREED,
    AgreementStatus.SIGNED,
    AgreementStatus.IN_RATIFICATION,
    AgreementStatus.RATIFIED,
)
# On one day, steps are told in the order of a life.
RANK = {action: rank for rank, action in enumerate(ActionCode)}
# Who signed, agreed or ratified less long ago than this may well not be bound yet.
YOUNG = dt.timedelta(days=2 * 365)


@dataclass
class Life:
    """The facts of an agreement on the day reached; a builder, alive within one question only.

    ``refused`` is the day on which it was rejected before it was in force, nobody says by whom.
    Each of ``force``, ``provisional``, ``suspended``, ``notice``, ``ended`` is the day since when, or ``None``.
    ``presumed`` is the step that shows it to be in force where no entry is told, ``assumed`` that the entry is
    reckoned from the form alone, ``met`` that it is from a condition that is met or from the last of two consents.
    ``because`` holds, by fact, the claims that it rests on, ``told`` its day in EDTF as exactly as it is told;
    ``agenda`` what falls due by law. ``total`` is the highest number of consents that a report counts, ``counted``
    the day of that count.
    Of the ``steps`` told, ``undoing`` are those that can undo a plan, ``entries`` the days told for each party's own
    entry into force, ``leavers`` the day of the first notice or withdrawal of each party that leaves.
    """

    setting: Setting
    day: dt.date = dt.date.min
    stage: AgreementStatus = AgreementStatus.UNKNOWN
    stage_day: dt.date | None = None
    force: dt.date | None = None
    presumed: ActionCode | None = None
    unconfirmed: bool = False
    assumed: bool = False
    met: bool = False
    provisional: dt.date | None = None
    suspended: dt.date | None = None
    notice: dt.date | None = None
    leaves: dt.date | None = None
    expires: dt.date | None = None
    ended: dt.date | None = None
    end: AgreementStatus | None = None
    formal: dt.date | None = None
    refused: dt.date | None = None
    total: int = 0
    counted: dt.date | None = None
    parties: dict[str, PartyRecord] = field(default_factory=dict)
    because: dict[str, dict[str, None]] = field(default_factory=dict)
    told: dict[str, str] = field(default_factory=dict)
    steps: tuple[Step, ...] = ()
    undoing: tuple[Step, ...] = ()
    agreed: set[str] = field(default_factory=set)
    entries: dict[str, list[dt.date]] = field(default_factory=dict)
    leavers: dict[str, dt.date] = field(default_factory=dict)
    agenda: list[tuple[dt.date, int, tuple[str, str, bool, str, str, str], bool, Step]] = field(default_factory=list)

    def party(self, actor: str) -> PartyRecord:
        """Return the record of a party, empty where nothing is known yet."""
        return self.parties.get(actor) or PartyRecord(actor)

    def note_party(self, actor: str, step: Step, **facts: dt.date | None) -> None:
        """Write facts of one party, with the claim that they rest on."""
        record = dataclasses.replace(self.party(actor), **facts)  # type: ignore[arg-type]  # names of fields
        because = dict.fromkeys((*record.because, step.claim))
        self.parties[actor] = dataclasses.replace(record, because=tuple(because))

    def rest_on(self, fact: str, step: Step) -> None:
        """Note that a fact rests on the step's claim."""
        self.because.setdefault(fact, {})[step.claim] = None

    def date_fact(self, fact: str, step: Step) -> None:
        """Note since when a fact holds: as the step's day is told where it is that day, else the day reached."""
        self.told[fact] = step.when if step.when and step.day == self.day else self.day.isoformat()

    def climb(self, stage: AgreementStatus, step: Step) -> None:
        """Rise to a stage; a stage already passed is kept."""
        if LADDER.index(stage) > LADDER.index(self.stage):
            self.stage, self.stage_day = stage, self.day
            self.date_fact(stage, step)
        self.rest_on(stage, step)

    def schedule(self, day: dt.date, step: Step) -> None:
        """Put on the agenda what the step brings about on a later day."""
        heapq.heappush(self.agenda, (day, RANK[step.action], step.order, True, step))

    @property
    def participants(self) -> frozenset[str]:
        """Return all who are told to take part."""
        return self.setting.participants | self.parties.keys()

    @property
    def ratifying(self) -> bool:
        """Tell whether a ratification is on record."""
        return LADDER.index(self.stage) >= LADDER.index(AgreementStatus.IN_RATIFICATION)

    @property
    def in_force(self) -> bool:
        """Tell whether it is in force, suspended or not."""
        return self.force is not None and self.ended is None

    @property
    def unborn(self) -> bool:
        """Tell whether it is not in force, and so lately concluded that this isn't only for want of reports."""
        return not self.in_force and self.formal is not None and self.day - self.formal < YOUNG
