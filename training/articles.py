"""Articles: take the texts of labelled articles from copies of the public collections that hold them.

The texts are not ours to pass on: ``training/labels/articles.jsonl`` names each article and holds its labels as
offsets. This module cuts the same texts anew from folders of JSON files: an article of the collection of Baly et al.
2020 (``ramybaly/Article-Bias-Prediction``, ids ``abp:...``) as far as its labels go, and an entry of the feeds of 2023
(``rumca-js/RSS-Link-Database-2023``, ids ``rss:`` and the address) whole.
"""

from __future__ import annotations

import gzip
import html
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

LONG_ENOUGH = 2300
"""Characters after which no further paragraph is taken."""
TOO_LONG = 2900
ENTRY_LONGEST = 1500


def gather(folders: list[Path], labels: Path, out: Path) -> int:
    """Write the texts of labelled articles as packed JSON lines, and return how many were found.

    Args:
        folders: copies of the collections.
        labels: the file that names the articles, one JSON object a line.
        out: the file to write.
    """
    wanted = {json.loads(line)["id"] for line in labels.read_text("utf-8").splitlines()}
    found: dict[str, dict[str, Any]] = {}
    for folder in folders:
        for row in _read_folder(folder, wanted):
            found.setdefault(row["id"], row)
    with gzip.open(out, "wt", encoding="utf-8") as file:
        for name in sorted(found):
            file.write(json.dumps(found[name], ensure_ascii=False) + "\n")
    return len(found)


def _read_folder(folder: Path, wanted: set[str]) -> Iterator[dict[str, Any]]:
    for path in sorted(folder.rglob("*.json")):
        name = f"abp:{path.stem}"
        if name in wanted:
            yield cut_article(name, json.loads(path.read_text("utf-8")))
        elif path.name.endswith("_entries.json"):
            for entry in json.loads(path.read_text("utf-8"))["entries"]:
                if f"rss:{entry['link']}" in wanted:
                    yield read_entry(entry)


def cut_article(name: str, row: dict[str, Any]) -> dict[str, Any]:
    """Return an article as it was labelled: headline, empty line, and the first paragraphs."""
    body = re.sub(r"\n\s*\n*", "\n\n", re.sub(r"[ \t]+", " ", row.get("content_original") or "")).strip()
    text = ""
    for paragraph in filter(None, (part.strip() for part in body.split("\n\n"))):
        if len(text) > TOO_LONG or (text and len(text) + len(paragraph) > LONG_ENOUGH):
            break
        text = f"{text}\n\n{paragraph}" if text else paragraph
    whole = f"{row['title']}\n\n{text}"
    return {"id": name, "text": whole, "published": row["date"], "outlet": row["source"], "language": "en"}


def read_entry(entry: dict[str, Any]) -> dict[str, Any]:
    """Return an entry of a feed as it was labelled: its title, an empty line, and its summary without markup."""
    summary = re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", entry.get("description") or ""))).strip()
    return {
        "id": f"rss:{entry['link']}",
        "text": f"{entry['title'].strip()}\n\n{summary[:ENTRY_LONGEST]}",
        "published": (entry.get("date_published") or "")[:10] or None,
        "outlet": _name_outlet(entry["link"]),
        "language": "en",
    }


def _name_outlet(address: str) -> str:
    """Return the host of an address, without the names of its editions."""
    return address.split("/")[2].removeprefix("www.").removeprefix("edition.")
