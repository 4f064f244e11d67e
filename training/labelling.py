"""Labelling: draw the reports that the reader is least sure of, show its finds, and keep what a person corrects.

Each report becomes one JSON file in the form of `training.gold`: the reader's finds stand in it as a draft. The file
is opened in the editor named by ``$EDITOR``; what does not fit the form is listed, and the file opens again.
"""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from depositary.model.reading import Action, Agent, Meeting, Statement
from depositary.model.vocabulary import ActionCode, Area, Kind, MeetingKind, Modality, RelationCode
from depositary.reading.encoder import Trigger, mark
from depositary.reading.scoring import Finds, choose, steps
from depositary.reading.scoring.weights import load_scorers
from training.gold import Labelled
from training.marked import Marked, mark_reports

Draft = dict[str, Any]


def rank_unsure(reports: Sequence[Labelled]) -> list[tuple[float, Marked]]:
    """Return the reports that name an agreement, the least sure first, with how unsure the reader is (0 to 1)."""
    rated = [(measure_doubt(m.finds), m) for m in mark_reports(reports, mark) if m.finds is not None]
    return sorted(rated, key=lambda pair: -pair[0])


def measure_doubt(finds: Finds) -> float:
    """Return the greatest doubt about one step of a report: 1 where a step is as likely as not, 0 where all is sure."""
    scorer = load_scorers()["step"]
    sure = (abs(2 * scorer.rate(steps.describe(finds, c)) - 1) for c in steps.propose(finds))
    return 1 - min(sure, default=1.0)


def draft_labels(finds: Finds) -> Draft:
    """Return the reader's finds in the form of labels, with the words that tell each step as its trigger."""
    chosen = choose(finds)
    return {
        "relevant": bool(chosen.agreements),
        "agreements": [
            {
                "ref": a.ref,
                "title": a.title,
                "kind": a.kind.value,
                "parties": list(a.parties),
                "names": list(dict.fromkeys(span.text for span in a.names)),
                "areas": list(a.areas),
                "year": a.year,
                "term": a.term,
                "hypothetical": a.hypothetical,
            }
            for a in chosen.agreements
        ],
        "actions": [_draft_action(finds, action) for action in chosen.actions],
        "meetings": [_draft_meeting(finds, meeting) for meeting in chosen.meetings],
        "relations": [
            {"from": r.source, "relation": r.relation.value, "to": r.target, "evidence": r.evidence[0].text}
            for r in chosen.relations
        ],
        "statements": [_draft_statement(finds, statement) for statement in chosen.statements],
    }


def _draft_agents(agents: Sequence[Agent]) -> list[Draft]:
    return [{"name": a.name, "office": a.office, "actor": a.actor} for a in agents]


def _draft_event(finds: Finds, event: Action | Meeting, triggers: Sequence[Trigger]) -> Draft:
    span = event.evidence[0]
    inside = [t for t in triggers if t.start < span.end and span.start < t.end]
    best = max(inside, key=lambda t: t.strength, default=None)
    return {
        "modality": event.modality.value,
        "trigger": finds.analysis.text[best.start : best.end] if best else "",
        "date": {"edtf": event.date.edtf, "text": event.date.text} if event.date else None,
        "place": event.place.text if event.place else None,
        "according_to": _draft_agents(event.according_to),
        "evidence": span.text,
    }


def _draft_action(finds: Finds, action: Action) -> Draft:
    event = _draft_event(finds, action, finds.marks.triggers)
    return {"agreement": action.agreement, "action": action.action.value, **event, "by": _draft_agents(action.by)}


def _draft_meeting(finds: Finds, meeting: Meeting) -> Draft:
    event = _draft_event(finds, meeting, finds.marks.meetings)
    return {"kind": meeting.kind.value, **event, "participants": _draft_agents(meeting.participants)}


def _draft_statement(finds: Finds, statement: Statement) -> Draft:
    span = statement.span
    near = [c for c in finds.marks.cues if abs(c.start - span.end) < len(span.text) + 80]
    best = max(near, key=lambda c: c.probability, default=None)
    return {
        "speaker": _draft_agents([statement.speaker])[0],
        "via": _draft_agents(statement.via),
        "manner": statement.manner.value,
        "text": span.text,
        "cue": finds.analysis.text[best.start : best.end] if best else "",
        "date": {"edtf": statement.date.edtf} if statement.date else None,
        "about": statement.about,
    }


def find_faults(text: str, labels: Draft) -> Iterator[str]:
    """Yield what does not fit the form: words that are not in the text, codes that are none, refs that lead nowhere."""
    refs = {a.get("ref") for a in labels.get("agreements", [])}
    for agreement in labels.get("agreements", []):
        yield from _check_words(text, "name", agreement.get("names", []))
        yield from _check_codes("kind", Kind, [agreement.get("kind")])
        yield from _check_codes("area", Area, agreement.get("areas", []))
    for group, code, codes in (("actions", "action", ActionCode), ("meetings", "kind", MeetingKind)):
        for row in labels.get(group, []):
            yield from _check_words(text, "trigger", [row.get("trigger")])
            yield from _check_words(text, "evidence", [row.get("evidence")])
            yield from _check_codes(code, codes, [row.get(code)])
            yield from _check_codes("modality", Modality, [row.get("modality")])
    for row in labels.get("actions", []):
        if row.get("agreement") not in refs:
            yield f"action: no agreement has the ref {row.get('agreement')!r}"
    for row in labels.get("relations", []):
        yield from _check_codes("relation", RelationCode, [row.get("relation")])
        if not {row.get("from"), row.get("to")} <= refs:
            yield f"relation: no agreement has the ref {row.get('from')!r} or {row.get('to')!r}"
    for row in labels.get("statements", []):
        yield from _check_words(text, "statement", [row.get("text")])
        yield from _check_words(text, "cue", [row.get("cue")])


def _check_words(text: str, what: str, words: Sequence[str | None]) -> Iterator[str]:
    for word in words:
        if not word:
            yield f"{what}: no words are given"
        elif word not in text:
            yield f"{what}: the report does not say {word!r}"


def _check_codes(what: str, codes: Any, values: Sequence[str | None]) -> Iterator[str]:
    known = [code.value for code in codes]
    for value in values:
        if value not in known:
            yield f"{what}: {value!r} is not one of {', '.join(known)}"


def label(marked: Marked, folder: Path) -> bool:
    """Let a person correct the draft of one report, and keep it in a folder; ``False`` where it is left out.

    An empty file leaves the report out.
    """
    if marked.finds is None:
        return False
    report = marked.labelled.report
    draft = {
        "doc": marked.labelled.doc,
        "title": None,
        "text": report.text,
        "published": report.published,
        "outlet": report.outlet,
        "language": report.language,
        "labels": draft_labels(marked.finds),
    }
    written = json.dumps(draft, ensure_ascii=False, indent=1)
    while True:
        written = _edit(written)
        if not written.strip():
            return False
        faults = _parse_faults(report.text, written)
        if not faults:
            break
        print("\n".join(faults))
        input("Press Enter to open the file again. ")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{marked.labelled.doc}.json").write_text(written, "utf-8")
    return True


def _parse_faults(text: str, written: str) -> list[str]:
    try:
        row = json.loads(written)
    except json.JSONDecodeError as error:
        return [f"the file is not valid JSON: {error}"]
    return list(find_faults(text, row.get("labels", {})))


def _edit(written: str) -> str:
    """Return a text as a person leaves it in the editor."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "report.json"
        path.write_text(written, "utf-8")
        subprocess.run([*shlex.split(os.environ.get("EDITOR", "vi")), str(path)], check=True)
        return path.read_text("utf-8")
