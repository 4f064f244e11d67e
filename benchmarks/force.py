"""Check what every agreement "in force" of a register rests on.

    python benchmarks/force.py REGISTER [--on DAY] [--show 20]

An agreement may count as being in force only if a claim, of a report or of the catalogue of known agreements, tells its
entry into force, or a rule of the law that names the
claims it rests on: a condition that is met, a kind that binds by form, or a step that only what is in force can take.
The counts by rule are printed; exit code 1 where an agreement is in force without such a claim.
"""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from collections import Counter
from collections.abc import Iterator

from depositary.exchange.extract import Clocks, Entry, extract
from depositary.law.judgement import ForceRule
from depositary.model.vocabulary import ActionCode, AgreementStatus, Modality
from depositary.register.queries.dossiers import FOREVER
from depositary.register.queries.published import list_published
from depositary.register.register import Register, open_register

# What a claim must tell for a rule to rest on it.
BASES = {
    ForceRule.TOLD: {ActionCode.ENTRY_INTO_FORCE},
    ForceRule.ANNOUNCED: {ActionCode.ENTRY_INTO_FORCE},
    ForceRule.MET: {ActionCode.RATIFICATION, ActionCode.DEPOSIT, ActionCode.ACCESSION, ActionCode.SIGNATURE},
    ForceRule.FORM: {ActionCode.SIGNATURE, ActionCode.ADOPTION},
    ForceRule.SHOWN: {
        ActionCode.EXTENSION,
        ActionCode.SUSPENSION,
        ActionCode.RESUMPTION,
        ActionCode.EXPIRY,
        ActionCode.IMPLEMENTATION,
        ActionCode.AMENDMENT,
    },
}
TELLING = {Modality.OCCURRED, Modality.PLANNED}


def list_in_force(register: Register, on: dt.date) -> Iterator[Entry]:
    """Yield the agreements of a register that count as being in force on a day."""
    for entry in extract(register, Clocks(on, on)):
        if entry.standing.status is AgreementStatus.IN_FORCE:
            yield entry


def rests_on_evidence(entry: Entry) -> bool:
    """Tell whether an agreement in force rests on a claim that its rule asks for, with words of a report."""
    known = entry.dossier.known
    published = list_published(known, entry.dossier.id, FOREVER) if known else []
    named = [claim for claim in (*entry.dossier.claims, *published) if claim.id in entry.standing.because]
    bases = BASES[entry.standing.rule] if entry.standing.rule else set()
    return any(claim.action in bases and claim.modality in TELLING and claim.evidence for claim in named)


def main() -> int:
    """Count the agreements in force by rule, and name those without evidence."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("register")
    parser.add_argument("--on", type=dt.date.fromisoformat, default=dt.datetime.now(dt.UTC).date())
    parser.add_argument("--show", type=int, default=20, help="how many without evidence to name")
    asked = parser.parse_args()
    rules: Counter[str] = Counter()
    bare: list[Entry] = []
    with open_register(asked.register) as register:
        for entry in list_in_force(register, asked.on):
            rules[str(entry.standing.rule)] += 1
            if not rests_on_evidence(entry):
                bare.append(entry)
    for rule, count in sorted(rules.items()):
        print(f"{rule:10} {count:6}")
    print(f"{sum(rules.values())} in force, {len(bare)} of them without evidence")
    for entry in bare[: asked.show]:
        print(f"  {entry.dossier.id} {entry.dossier.title}: {entry.standing.reason}")
    return 1 if bare else 0


if __name__ == "__main__":
    sys.exit(main())
