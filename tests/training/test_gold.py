"""Gold: labels point to the words that they mean."""

from __future__ import annotations

import json
from pathlib import Path

from depositary.model.text import Report
from training.gold import (
    Labelled,
    compare_dates,
    deal_folds,
    hash_text,
    load_offsets,
    load_written,
    locate_names,
    locate_trigger,
)

TEXT = "Chad signed. Later Niger signed the treaty, and the border treaty was praised."


def test_a_trigger_is_found_inside_its_evidence() -> None:
    assert locate_trigger(TEXT, "signed", "Niger signed the treaty") == (25, 31)


def test_a_trigger_that_the_text_does_not_have_is_not_placed() -> None:
    assert locate_trigger(TEXT, "ratified", "Niger signed the treaty") is None


def test_the_longest_name_wins_where_names_overlap() -> None:
    found = [TEXT[a:b] for a, b in locate_names(TEXT, ["treaty", "border treaty"])]
    assert sorted(found) == ["border treaty", "treaty"]


def test_equal_dates_compare_equal_however_they_are_qualified() -> None:
    assert compare_dates("2024-10-21~/2024-10-31") == compare_dates("2024-10-21/2024-10-31")
    assert compare_dates(None) is None


def test_no_outlet_is_in_two_folds_and_folds_are_about_equal() -> None:
    reports = [
        Labelled(f"d{n}", Report.compose("Some words."), f"outlet {n % 10}", {"actions": [{}] * (n % 4)})
        for n in range(100)
    ]
    folds = deal_folds(reports, 3)
    sizes = [sum(folds[r.outlet] == fold for r in reports) for fold in range(3)]
    assert set(folds) == {r.outlet for r in reports}
    assert max(sizes) - min(sizes) <= 20


def test_labels_kept_as_offsets_are_spelled_from_the_text(tmp_path: Path) -> None:
    labels = {"relevant": True, "actions": [{"trigger": {"span": [5, 11]}}], "agreements": []}
    rows = [
        {"id": "one", "sha256": hash_text(TEXT), "labels": labels},
        {"id": "changed", "sha256": hash_text("other words"), "labels": labels},
    ]
    path = tmp_path / "labels.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    sources = {name: {"text": TEXT, "published": "2021-03-10"} for name in ("one", "changed")}
    (only,) = load_offsets(path, sources)
    assert only.doc == "one"
    assert only.labels["actions"][0]["trigger"] == "signed"


def test_each_written_report_says_the_words_of_its_labels() -> None:
    reports = load_written(Path(__file__).parents[2] / "training" / "labels" / "written.jsonl")
    assert len({report.doc for report in reports}) == len(reports) > 500
    for report in reports:
        said = [a["trigger"] for a in report.labels["actions"]] + [s["text"] for s in report.labels["statements"]]
        assert all(words in report.report.text for words in said), report.doc
