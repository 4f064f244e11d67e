"""Articles: the texts that labels were made on can be cut anew from the collections."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

from training.articles import cut_article, gather, read_entry

LONG = "The two ministers spoke of fishing rights. " * 40


def test_an_article_ends_before_the_paragraph_that_makes_it_too_long() -> None:
    body = f"One.\n\n{LONG}\n{LONG}"
    row = {"title": "Chad signs", "date": "2019-02-03", "source": "Paper", "content_original": body}
    assert cut_article("abp:x", row)["text"] == f"Chad signs\n\nOne.\n\n{LONG.strip()}"


def test_the_summary_of_an_entry_loses_its_markup() -> None:
    summary = "<p>Chad &amp; Niger\n agree</p>"
    entry = {"link": "https://www.paper.example/a", "title": " A pact ", "description": summary}
    row = read_entry(entry)
    assert (row["text"], row["outlet"], row["published"]) == ("A pact\n\nChad & Niger agree", "paper.example", None)


def test_only_labelled_articles_are_gathered_and_the_first_copy_of_an_entry_counts(tmp_path: Path) -> None:
    entries = [{"link": "https://p.example/1", "title": "First", "description": "One."}]
    again = [{"link": "https://p.example/1", "title": "Changed", "description": "Two."}]
    (tmp_path / "01_entries.json").write_text(json.dumps({"entries": entries}), "utf-8")
    (tmp_path / "02_entries.json").write_text(json.dumps({"entries": again}), "utf-8")
    (tmp_path / "other.json").write_text("{}", "utf-8")
    labels = tmp_path / "labels.jsonl"
    labels.write_text(json.dumps({"id": "rss:https://p.example/1"}) + "\n", "utf-8")
    assert gather([tmp_path], labels, tmp_path / "out.gz") == 1
    with gzip.open(tmp_path / "out.gz", "rt", encoding="utf-8") as file:
        assert json.loads(file.read())["text"] == "First\n\nOne."
