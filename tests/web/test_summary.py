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
        ({"status": "unknown"}, "A treaty between Chad and Niger; no report says where it stands."),
        ({"disputed": True}, "A treaty between Chad and Niger, in force; sources disagree about this."),
        ({"parties": [], "status": "proposed"}, "A treaty whose parties are not reported, proposed."),
        (
            {"many": True, "party_status": {"TCD": "party", "NER": "signatory", "MLI": "party"}, "since": "2020-05-01"},
            "A treaty with 2 parties and 1 signatory in this register, in force since 1 May 2020.",
        ),
        (
            {
                "many": True,
                "party_status": {"TCD": "party", "NER": "withdrawal-pending", "MLI": "withdrawn", "AU": "party"},
                "roles": {"TCD": "party", "NER": "notified-withdrawal", "MLI": "withdrawn"},
            },
            "A treaty with 2 parties (1 of them has announced withdrawal) and 1 former party in this register, "
            "in force.",
        ),
        ({"many": True}, "A treaty whose present parties are not reported, in force."),
        ({"parties": ["TCD", "NER", "MLI", "BEN", "TGO"]}, "A treaty of 5 participants, in force."),
        (
            {"many": True, "party_status": {"TCD": "withdrawn"}},
            "A treaty whose present parties are not reported (1 former party), in force.",
        ),
    ],
)
def test_one_sentence_says_what_it_is_between_whom_and_where_it_stands(changes: dict[str, object], words: str) -> None:
    assert summarise(msgspec.structs.replace(PACT, **changes)) == words


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("in force since 2020-05-01", ""),
        ("in force by 2020-05-01", ""),
        ("notice given on 2024-05-01, takes effect on a day", "Notice given on 1 May 2024, takes effect on a day."),
        (
            "in force since 2020-05-01, we assume: such texts usually apply at once",
            "In force since 1 May 2020, we assume: such texts usually apply at once.",
        ),
    ],
)
def test_a_reason_is_shown_where_it_says_more_than_the_sentence(reason: str, words: str) -> None:
    assert explain_status(msgspec.structs.replace(PACT, reason=reason)) == words
