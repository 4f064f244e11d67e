import msgspec
import pytest

from depositary.register.queries import StatusAnswer
from depositary.web.summary import explain_status, summarise

PACT = StatusAnswer("a1", "Lake Pact", "treaty", ["TCD", "NER"], "2025-01-01", "2025-01-01", "in-force", {}, False, [])


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"since": "2020-05-01"}, "A treaty between Chad and Niger, in force since 1 May 2020."),
        (
            {"since": "2016-11", "kind": "agreement"},
            "An agreement between Chad and Niger, in force since November 2016.",
        ),
        ({"status": "unknown"}, "A treaty between Chad and Niger; no report gives its status."),
        ({"disputed": True}, "A treaty between Chad and Niger, in force; sources disagree about this."),
        ({"parties": [], "status": "proposed"}, "A treaty whose parties are not reported, proposed."),
        (
            {"many": True, "party_status": {"TCD": "party", "NER": "signatory", "MLI": "party"}, "since": "2020-05-01"},
            "A treaty with 2 parties and 1 signatory on record, in force since 1 May 2020.",
        ),
    ],
)
def test_one_sentence_says_what_it_is_between_whom_and_where_it_stands(changes: dict[str, object], words: str) -> None:
    assert summarise(msgspec.structs.replace(PACT, **changes)) == words


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("in force since 2020-05-01", ""),
        ("in force reported by 2020-05-01", ""),
        ("notice given on 2024-05-01, takes effect on a day", "Notice given on 1 May 2024, takes effect on a day."),
        (
            "in force by its form, since 2020-05-01: it needs no ratification unless it says so",
            "In force by its form, since 1 May 2020: it needs no ratification unless it says so.",
        ),
    ],
)
def test_a_reason_is_shown_where_it_says_more_than_the_sentence(reason: str, words: str) -> None:
    assert explain_status(msgspec.structs.replace(PACT, reason=reason)) == words
