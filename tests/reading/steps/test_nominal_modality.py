"""Judgement: whether a step was taken, is to come, was taken back, put off, refused or only needed."""

from __future__ import annotations

import pytest

import depositary

Told = set[tuple[str, str]]


def tell(text: str) -> Told:
    return {(a.action.value, a.modality.value) for a in depositary.read(text, published="2024-06-28").actions}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Norway stalls on signing the Ozone Protocol.", ("postponement", "occurred")),
        ("The Borlandian army accepted a five-day truce offer from Chad.", ("adoption", "occurred")),
        ("Niger rejected a Chadian ceasefire proposal on Sunday.", ("rejection", "occurred")),
        ("Norway's parliament is due to debate the Fisheries Treaty with Iceland.", ("ratification", "planned")),
        (
            "Twelve states have ratified the Ozone Treaty, which needs 60 ratifications to enter into force.",
            ("entry-into-force", "conditional"),
        ),
        ("Norway will revoke its ratification of the Ozone Treaty.", ("withdrawal", "planned")),
        ("The king signed a law revoking Norway's ratification of the Ozone Treaty.", ("withdrawal", "occurred")),
        ("Norway and Iceland failed to sign a treaty, signing a joint declaration instead.", ("signature", "occurred")),
        ("The pact will take effect after Norway ratifies the Ozone Treaty.", ("ratification", "planned")),
        ("As soon as the king signs the Ozone Treaty, it will be deposited.", ("signature", "planned")),
        ("Norway threatened sanctions if Chad does not end its violation of the Ozone Treaty.", ("breach", "occurred")),
        ("Norway's parliament discussed the Fisheries Treaty with Iceland.", ("ratification", "planned")),
    ],
)
def test_a_step_is_judged(text: str, told: tuple[str, str]) -> None:
    assert told in tell(text)


def test_only_an_organ_of_consent_prepares_a_ratification_by_debate() -> None:
    assert "ratification" not in {
        step for step, _ in tell("Students in Oslo debated the Fisheries Treaty with Iceland.")
    }


def test_who_refuses_is_named() -> None:
    reading = depositary.read("Niger rejected a Chadian ceasefire proposal on Sunday.", published="2024-06-28")
    assert [[b.actor for b in a.by] for a in reading.actions] == [["NER"]]


def test_what_was_approved_for_signing_is_not_yet_signed() -> None:
    text = "Norway's government approved a package of fisheries treaties for signing at a ceremony in Oslo."
    assert ("signature", "planned") in tell(text)


@pytest.mark.parametrize(
    "text",
    [
        "In the deal signed on Monday, Norway and Iceland agreed to share the catch.",
        "Norway and Iceland carried out the return of boats agreed under the 2006 fisheries treaty.",
    ],
)
def test_what_was_agreed_in_an_agreement_is_no_second_agreement(text: str) -> None:
    assert "adoption" not in {step for step, _ in tell(text)}


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Chad on Tuesday condemned the US decision to withdraw from the Ozone Treaty.", [["USA"]]),
        ("Chad condemns US withdrawal from Ozone Treaty", [["USA"]]),
        ("Chad's plan to join the Ozone Treaty was hailed.", [["TCD"]]),
    ],
)
def test_who_leaves_is_not_who_judges(text: str, codes: list[list[str]]) -> None:
    reading = depositary.read(text + ".", title=text, published="2024-06-28")
    assert [[b.actor for b in a.by] for a in reading.actions] == codes


def test_the_day_of_a_judgement_is_not_that_of_the_step() -> None:
    text = "Chad on Tuesday condemned the US decision to withdraw from the Ozone Treaty."
    assert [a.date for a in depositary.read(text, published="2024-06-28").actions] == [None]
