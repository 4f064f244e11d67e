"""Labelling: a draft holds the reader's finds, and what does not fit the form is named."""

from __future__ import annotations

from depositary.model.text import Report
from training.gold import Labelled
from training.labelling import draft_labels, find_faults, rank_unsure

EMPTY = {"relevant": False, "agreements": [], "actions": [], "meetings": [], "relations": [], "statements": []}
CLEAR = "Chad and Niger signed a border treaty in Abéché on Monday."
OTHER = "The weather was fine in Abéché."


def make(doc: str, text: str) -> Labelled:
    return Labelled(doc, Report.compose(text, published="2021-03-10"), "outlet", dict(EMPTY))


def test_reports_without_an_agreement_are_not_drawn() -> None:
    ranked = rank_unsure([make("clear", CLEAR), make("other", OTHER)])
    assert [marked.labelled.doc for _, marked in ranked] == ["clear"]
    assert all(0 <= doubt <= 1 for doubt, _ in ranked)


def test_a_draft_fits_the_form_and_has_the_trigger_word() -> None:
    ((_, marked),) = rank_unsure([make("clear", CLEAR)])
    assert marked.finds is not None
    draft = draft_labels(marked.finds)
    assert list(find_faults(CLEAR, draft)) == []
    assert [(a["action"], a["trigger"]) for a in draft["actions"]] == [("signature", "signed")]


def test_faults_name_the_field_and_the_word() -> None:
    labels = {**EMPTY, "actions": [{"agreement": "a9", "action": "signing", "trigger": "inked", "evidence": CLEAR}]}
    faults = "\n".join(find_faults(CLEAR, labels))
    assert "the report does not say 'inked'" in faults
    assert "'signing' is not one of" in faults
    assert "no agreement has the ref 'a9'" in faults
