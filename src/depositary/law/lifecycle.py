"""What each action does to the life of an agreement.

One function for each action, found through ``EFFECTS``; each takes the life and the step, and
writes down what follows from it under the law of treaties. Steps come in the order of their days.

>>> EFFECTS[ActionCode.SIGNATURE].__name__
'sign'
"""

from __future__ import annotations

from collections.abc import Callable

from depositary.law.conclusion import (
    accede,
    agree_text,
    apply_provisionally,
    carry_out,
    deposit,
    enter,
    negotiate,
    presuppose,
    ratify,
    sign,
)
from depositary.law.ending import expire, extend, postpone, refuse, resume, suspend, terminate, withdraw
from depositary.law.life import Life
from depositary.law.steps import Step
from depositary.model.vocabulary import ActionCode

Effect = Callable[[Life, Step], None]


def ignore(life: Life, step: Step) -> None:
    """Reservation and registration: no change of status of their own."""


EFFECTS: dict[ActionCode, Effect] = {
    ActionCode.NEGOTIATION: negotiate,
    ActionCode.ADOPTION: agree_text,
    ActionCode.SIGNATURE: sign,
    ActionCode.RATIFICATION: ratify,
    ActionCode.DEPOSIT: deposit,
    ActionCode.ACCESSION: accede,
    ActionCode.RESERVATION: ignore,
    ActionCode.PROVISIONAL_APPLICATION: apply_provisionally,
    ActionCode.ENTRY_INTO_FORCE: enter,
    ActionCode.REGISTRATION: ignore,
    ActionCode.IMPLEMENTATION: carry_out,
    ActionCode.AMENDMENT: presuppose,
    ActionCode.EXTENSION: extend,
    ActionCode.SUSPENSION: suspend,
    ActionCode.RESUMPTION: resume,
    ActionCode.WITHDRAWAL: withdraw,
    ActionCode.TERMINATION: terminate,
    ActionCode.EXPIRY: expire,
    ActionCode.REJECTION: refuse,
    ActionCode.POSTPONEMENT: postpone,
    ActionCode.BREACH: presuppose,
}
