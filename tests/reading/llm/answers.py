"""A report of one sentence, and the answer of a model that reads it well."""

from __future__ import annotations

from typing import Any

REPORT = "Chad and Sudan signed a peace treaty in Dakar on Monday."
ANSWER: dict[str, Any] = {
    "relevant": True,
    "sides": [{"name": "Chad", "words": "Chad"}, {"name": "Sudan", "words": "Sudan"}],
    "agreements": [
        {
            "id": "a1",
            "title": "peace treaty",
            "kind": "peace-agreement",
            "parties": ["Chad", "Sudan"],
            "names": ["a peace treaty"],
            "areas": ["peace"],
            "year": None,
            "term": None,
            "hypothetical": False,
        }
    ],
    "actions": [
        {
            "agreement": "a1",
            "action": "signature",
            "modality": "occurred",
            "date": {"words": "on Monday", "english": None},
            "place": "Dakar",
            "by": [
                {"name": "Chad", "office": None, "side": "Chad"},
                {"name": "Sudan", "office": None, "side": "Sudan"},
            ],
            "according_to": [],
            "evidence": "Chad and Sudan signed a peace treaty in Dakar on Monday",
        }
    ],
    "meetings": [],
    "relations": [],
    "statements": [],
}
