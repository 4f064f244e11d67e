"""No agreement of a register is in force without a claim of its entry into force, or a rule that names its evidence."""

from __future__ import annotations

import datetime as dt

from depositary.exchange.extract import Clocks, extract
from depositary.law.judgement import ForceRule
from depositary.model.text import Report
from depositary.model.vocabulary import AgreementStatus
from depositary.reading.reader import VERSION, Reader
from depositary.register.intake import Intake, Submission
from depositary.register.queries.published import list_published
from depositary.register.register import Register
from depositary.register.storage.opening import open_store

TEXTS = (
    "The Lomé Treaty between Chad and Niger entered into force on Monday.",
    "Norway and Chile signed a memorandum of understanding on fishing on Monday.",
    "Ghana acceded to the Lake Dolphins Convention on Monday.",
    "Kenya and Uganda have breached the Nile Waters Treaty, the minister said on Monday.",
    "The United States will withdraw from the Cloud Seeding Treaty, the president said on Monday.",
    "Peru and Bolivia have extended the Titicaca Ferry Agreement by five years.",
    "Laos and Vietnam will sign the Mekong Bridge Treaty on Friday.",
    "The INF Treaty was a success, Russia and the United States said on Monday.",
)


def test_what_counts_as_in_force_rests_on_words_that_tell_it() -> None:
    reports = [Report.compose(text, published="2018-05-08", outlet=f"Outlet {n}") for n, text in enumerate(TEXTS)]
    store = open_store(":memory:")
    intake = Intake(store, Reader().read_many, VERSION)
    intake.take([Submission("made", line, report) for line, report in enumerate(reports, start=1)])
    day = dt.date(2018, 6, 1)
    found = {}
    for entry in extract(Register(store), Clocks(day, day)):
        known = entry.dossier.known
        published = list_published(known, entry.dossier.id, day.isoformat()) if known else []
        told = {claim.id: claim for claim in (*entry.dossier.claims, *published)}
        if entry.standing.status is AgreementStatus.IN_FORCE:
            assert any(told[claim].evidence for claim in entry.standing.because)
            found[entry.dossier.title] = entry.standing.rule
    assert sorted(found.items()) == [
        ("INF Treaty", ForceRule.TOLD),
        ("Lomé Treaty between Chad and Niger", ForceRule.TOLD),
        ("Titicaca Ferry Agreement", ForceRule.SHOWN),
        ("memorandum of understanding on fishing", ForceRule.FORM),
    ]
