"""The prompt is versioned, its schema is that of the vocabulary, and its examples are right."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from depositary.model.reading import Dropped
from depositary.model.text import Report
from depositary.model.vocabulary import ActionCode, Area, Kind, MeetingKind, Modality, RelationCode
from depositary.reading.llm import ask_about
from depositary.reading.llm.answer import PARTS
from depositary.reading.llm.prompt import VERSION, cut, load_examples, load_schema, open_conversation
from depositary.reading.llm.reader import read_reply
from tests.reading.llm.answers import ANSWER

PINNED = {
    "1": "2db2096e00334f29b342598682f5a1a269f49603bbc8207e6e42263def1341cd",
    "2": "fde7d7bc1eac85f630e0c6670dae84f06a09124e3b8875d6bf2f7215931aae59",
}
"""The hash of all messages that stand before a report, by version of the prompt."""

LANGUAGES = ("en", "en", "es", "en", "en")


def test_a_changed_prompt_has_a_new_version() -> None:
    whole = json.dumps(open_conversation(), ensure_ascii=False).encode()
    found = hashlib.sha256(whole).hexdigest()
    assert PINNED[VERSION] == found, "raise VERSION in prompt.py and pin the new hash: answers are kept by version"


@pytest.mark.parametrize(
    ("find", "field", "codes"),
    [("agreement", "kind", Kind), ("action", "action", ActionCode), ("action", "modality", Modality),
     ("meeting", "kind", MeetingKind), ("meeting", "modality", Modality), ("relation", "relation", RelationCode)],
)  # fmt: skip
def test_the_schema_has_the_codes_of_the_vocabulary(find: str, field: str, codes: Any) -> None:
    assert load_schema()["$defs"][find]["properties"][field]["enum"] == [code.value for code in codes]


def test_the_schema_has_all_areas() -> None:
    areas = load_schema()["$defs"]["agreement"]["properties"]["areas"]["items"]["enum"]
    assert areas == [area.value for area in Area]


def test_the_schema_is_strict_as_hosted_services_want_it() -> None:
    jsonschema.Draft202012Validator.check_schema(load_schema())
    objects = [load_schema(), *load_schema()["$defs"].values()]
    for each in objects:
        assert each["required"] == list(each["properties"])
        assert each["additionalProperties"] is False


def test_the_schema_has_the_fields_that_are_read() -> None:
    names = {"sides": "side", "agreements": "agreement", "actions": "action", "meetings": "meeting"}
    names |= {"relations": "relation", "statements": "statement"}
    for part, form in PARTS.items():
        assert set(load_schema()["$defs"][names[part]]["properties"]) == set(form.__struct_fields__)  # type: ignore[attr-defined]


def test_the_answer_of_the_tests_is_valid() -> None:
    jsonschema.validate(ANSWER, load_schema())


@pytest.mark.parametrize("number", range(len(LANGUAGES)))
def test_an_example_is_valid_and_all_of_it_stands_in_its_report(number: int) -> None:
    example = load_examples()[number]
    jsonschema.validate(example["answer"], load_schema())
    report = Report.compose(example["report"], language=LANGUAGES[number], published="2021-03-04")
    made = read_reply(report, json.dumps(example["answer"]), "llm/m/1", len(report.text))
    assert isinstance(made.dropped, Dropped)
    lost = (made.dropped.unaligned, made.dropped.uncoded, made.dropped.undated, made.dropped.malformed)
    assert lost == (0, 0, 0, 0)
    assert len(made.actions) == len(example["answer"]["actions"])
    assert len(made.statements) == len(example["answer"]["statements"])


def test_no_example_is_left_untested() -> None:
    assert len(load_examples()) == len(LANGUAGES)


def test_the_key_of_a_question_changes_with_model_and_text_alone() -> None:
    one, other = Report.compose("Chad signed.", outlet="A"), Report.compose("Chad signed.", published="2021-01-01")
    assert ask_about(one).key("m") == ask_about(other).key("m")
    assert ask_about(one).key("m") != ask_about(one).key("n")
    assert ask_about(one).key("m") != ask_about(Report.compose("Chad signed it.")).key("m")


def test_a_long_report_is_cut_at_the_end_of_a_sentence() -> None:
    text = "Chad signed. " * 1000
    shown = cut(text, 1000)
    assert text.startswith(shown)
    assert shown.endswith("signed.")
    assert 950 < len(shown) <= 1000
    assert len(cut("x" * 5000, 1000)) == 1000


def test_the_prompt_names_no_file_of_this_house() -> None:
    told = "".join(message["content"] for message in open_conversation())
    assert str(Path(__file__).parents[3]) not in told
