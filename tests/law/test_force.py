"""Which rule shows that an agreement is in force, and that each rule names the claims that it rests on."""

from __future__ import annotations

import pytest

from depositary.law.judgement import ForceRule
from tests.law.telling import ask


@pytest.mark.parametrize(
    ("story", "kind", "rule", "words"),
    [
        ("2010-01-02 - entry-into-force occurred 2010-01-01", "treaty", ForceRule.TOLD, "in force since 2010-01-01"),
        (
            "2009-10-02 - entry-into-force planned 2010-01-01",
            "treaty",
            ForceRule.ANNOUNCED,
            "in force since 2010-01-01, we assume: this day was announced",
        ),
        (
            "2010-01-01 NOR deposit occurred 2010-01-01\n2010-02-01 CHL deposit occurred 2010-02-01",
            "treaty",
            ForceRule.MET,
            "in force since 2010-02-01: everything that it needed to enter into force was done",
        ),
        (
            "2010-01-01 NOR+CHL signature occurred 2010-01-01",
            "memorandum",
            ForceRule.FORM,
            "in force since 2010-01-01, we assume: such texts usually apply at once",
        ),
        ("2010-01-01 - implementation occurred", "agreement", ForceRule.SHOWN, "reports say that it was carried out"),
        (
            "2010-01-01 - implementation occurred\n2011-01-01 - signature occurred",
            "memorandum",
            ForceRule.SHOWN,
            "reports say that it was carried out",
        ),
    ],
)
def test_each_rule_of_force_names_its_claims_and_says_its_reason(
    story: str, kind: str, rule: ForceRule, words: str
) -> None:
    standing = ask(story, "2012-01-01", "NOR CHL", kind)
    assert (standing.status, standing.rule) == ("in-force", rule)
    assert words in standing.reason
    assert standing.because


def test_what_is_not_in_force_has_no_rule_of_force() -> None:
    assert ask("2010-01-01 NOR+CHL signature occurred", "2012-01-01", "NOR CHL", "treaty").rule is None
