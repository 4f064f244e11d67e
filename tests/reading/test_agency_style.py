"""Agency style: how wires date, source and list what states do."""

from __future__ import annotations

import pytest

import depositary
from depositary.model.reading import Action

PUBLISHED = "2024-06-28"  # a Friday


def act(text: str, code: str) -> list[Action]:
    return [a for a in depositary.read(text, published=PUBLISHED).actions if a.action.value == code]


@pytest.mark.parametrize(
    ("text", "code", "day"),
    [
        ("Chad and Niger signed the Lake Treaty on October 5 last year.", "signature", "2023-10-05"),
        ("Chad and Niger signed the Lake Treaty on 5 October last year.", "signature", "2023-10-05"),
        ("The Lake Treaty between Chad and Niger took effect from 3 May 2024.", "entry-into-force", "2024-05-03"),
        ("Chad signed and ratified the Lake Treaty with Niger in 2011.", "signature", "2011"),
        ("Chad and Niger signed accords aimed at boosting their ties Tuesday.", "signature", "2024-06-25"),
        (
            "Chad and Niger agreed on the Lake Treaty. The signing took place in Lima on 3 May 2024.",
            "signature",
            "2024-05-03",
        ),
    ],
)
def test_a_wire_dates_a_step(text: str, code: str, day: str) -> None:
    assert [a.date.edtf if a.date else None for a in act(text, code)] == [day]


@pytest.mark.parametrize(
    ("text", "code", "codes"),
    [
        (
            "The Lake Treaty was signed by four countries - Chad, Niger, Mali and Peru.",
            "signature",
            ["TCD", "NER", "MLI", "PER"],
        ),
        ("Chad left the border with Niger open when it signed the Lake Treaty.", "signature", ["TCD"]),
        ("Peruvian President Ana Luz signed a decree on the withdrawal from the Lake Treaty.", "withdrawal", ["PER"]),
        (
            "The Peruvian parliament met in Lima. Chad said Chad was glad. The legislature ratified the Lake Treaty.",
            "ratification",
            ["PER"],
        ),
        ("Peru and six central American countries signed the Lake Treaty.", "signature", ["PER", None]),
    ],
)
def test_a_wire_names_who_takes_a_step(text: str, code: str, codes: list[str | None]) -> None:
    assert [[b.actor for b in a.by] for a in act(text, code)] == [codes]


def test_what_stands_before_quoted_as_saying_is_said() -> None:
    text = "Peru will sign the Lake Treaty with Chad soon, news agency Oka quoted Peru's minister Ana Luz as saying."
    assert [[s.name for s in a.according_to][:1] for a in act(text, "signature")] == [["Ana Luz"]]


@pytest.mark.parametrize(
    ("text", "code", "modality"),
    [
        ("Peru has launched the procedure for withdrawing from the Lake Treaty with Chad.", "withdrawal", "planned"),
        ("Peru has nearly completed the procedures to sign the Lake Treaty with Chad.", "signature", "planned"),
        ("Peru and Chad concluded negotiations on the Lake Treaty.", "adoption", "occurred"),
        (
            "The Peruvian parliament approved the country's participation in the Lake Treaty.",
            "ratification",
            "occurred",
        ),
        ("Peru and Chad exchanged documents ratifying the Lake Treaty.", "deposit", "occurred"),
    ],
)
def test_a_wire_tells_a_step(text: str, code: str, modality: str) -> None:
    assert [a.modality.value for a in act(text, code)] == [modality]


def test_time_that_is_only_counted_from_a_step_tells_none() -> None:
    text = (
        "The Lake Treaty between Peru and Chad will be carried out within 24 hours of the signing of the Lake Treaty."
    )
    assert act(text, "signature") == []


def test_a_city_before_a_colon_is_a_dateline() -> None:
    (action,) = act("Lima: Chad signed the Lake Treaty with Niger on Monday.", "signature")
    assert action.evidence[0].text.startswith("Chad")


@pytest.mark.parametrize(
    ("text", "code", "modality"),
    [
        ("The Lake Treaty still needs to be ratified by Chad and Niger.", "ratification", "planned"),
        (
            "Chad won't sign the Lake Treaty, following the Peruvian Senate's approval of it.",
            "ratification",
            "occurred",
        ),
        ("The Peruvian parliament voted to withdraw from the Lake Treaty with Chad.", "withdrawal", "planned"),
        ("The Peruvian parliament voted to ratify the Lake Treaty with Chad.", "ratification", "occurred"),
        ("Chad and Niger signed an extension of the Lake Treaty.", "extension", "occurred"),
        ("Chad and Niger conducted a prisoner swap under the Lake Treaty.", "implementation", "occurred"),
        ("The truce between Chad and its rebels starts with an exchange of prisoners.", "entry-into-force", None),
    ],
)
def test_a_vote_a_need_and_an_exchange(text: str, code: str, modality: str | None) -> None:
    assert {a.modality.value for a in act(text, code)} <= {modality}
    assert bool(act(text, code)) == bool(modality) or code == "ratification"


def test_who_refuses_to_sign_is_not_told_again_not_to_sign() -> None:
    text = "Chad refuses to sign the Lake Treaty with Niger. Chad will not sign the Lake Treaty, its minister said."
    assert [a.action.value for a in depositary.read(text, published=PUBLISHED).actions] == ["rejection"]


@pytest.mark.parametrize(
    ("text", "code", "codes"),
    [
        (
            "Chad and Niger met in Lima. A guest hailed the trade deal reached during their talks.",
            "adoption",
            ["TCD", "NER"],
        ),
        ('The envoys hailed the signing of the "Lake Agreement" between Chad and Niger.', "signature", ["TCD", "NER"]),
        ("Chad will double efforts to conclude the Lake Treaty with Niger.", "adoption", ["TCD", "NER"]),
        ("The government of Chad and northern rebels signed a truce.", "signature", ["TCD", None]),
        ("President Ana Luz of Peru signed a truce with northern rebels.", "signature", ["PER", None]),
        ("After talks in Lima, Peru and Chad signed the Lake Treaty.", "signature", ["PER", "TCD"]),
    ],
)
def test_who_concludes(text: str, code: str, codes: list[str]) -> None:
    assert [[b.actor for b in a.by] for a in act(text, code)] == [codes]


def test_the_day_that_names_an_agreement_is_not_that_of_what_befalls_it() -> None:
    assert [a.date for a in act("Chad broke Monday's truce with Niger.", "breach")] == [None]


def test_for_now_is_no_day() -> None:
    assert [a.date for a in act("Chad will not ratify the Lake Treaty for now.", "ratification")] == [None]


def test_talks_that_go_on_since_a_year_are_dated_from_it() -> None:
    (action,) = act("The Lake Treaty between Chad and Niger has been in force since 1999.", "entry-into-force")
    assert action.date is not None
    assert action.date.edtf == "1999"


def test_who_refuses_to_sign_what_was_told_of_before_rejects_it() -> None:
    text = "Chad signed the Lake Treaty with Niger. But Mali refused to sign, its radio said."
    assert [[b.actor for b in a.by] for a in act(text, "rejection")] == [["MLI"]]


def test_what_will_not_be_until_something_else_is_conditional() -> None:
    (action,) = act(
        "The Lake Treaty with Chad will not enter into force until both sides ratify it.", "entry-into-force"
    )
    assert action.modality.value == "conditional"


def test_a_term_that_ends_today_is_still_to_end() -> None:
    (action,) = act("The Lake Treaty between Chad and Niger expires on Friday.", "expiry")
    assert (action.modality.value, action.date and action.date.edtf) == ("planned", PUBLISHED)


def test_talks_on_something_else_are_not_on_the_agreement() -> None:
    text = "Chad and Niger signed the Lake Treaty, a move likely to boost arms control negotiations."
    assert act(text, "negotiation") == []


def test_the_three_groups_are_those_named_before() -> None:
    text = "Chad and Niger reached a trade deal with Mali. The three countries reached the trade deal in Lima."
    assert len(act(text, "adoption")) == 1


def test_an_infinitive_read_as_a_noun_is_a_verb() -> None:
    (action,) = act("The truce between Chad and Niger was set to lapse on Monday.", "expiry")
    assert action.date is not None


@pytest.mark.parametrize(
    ("text", "code", "modality"),
    [
        ("A deal to revive the Lake Treaty can be reached, Chad said.", "resumption", ["possible"]),
        ("Chad wants to make sure that Niger does not leave the Lake Treaty.", "withdrawal", []),
        ("Chad accused Niger of reneging on the Lake Treaty.", "breach", ["occurred"]),
    ],
)
def test_what_may_be_agreed_or_is_averted(text: str, code: str, modality: list[str]) -> None:
    assert [a.modality.value for a in act(text, code)] == modality


def test_a_day_behind_a_truce_is_no_part_of_it() -> None:
    (action,) = act("Chad and Niger agreed on a truce on 5 May 2024.", "adoption")
    assert action.date is not None
    assert action.date.edtf == "2024-05-05"


def test_a_rebel_leader_of_a_state_does_not_act_for_it() -> None:
    text = "Chadian rebel leader Bo Rau refused to sign the Lake Treaty with Niger."
    (action,) = act(text, "rejection")
    assert [(b.name, b.actor) for b in action.by] == [("Bo Rau", None)]


def test_a_term_is_fixed_whatever_waits_for_it() -> None:
    (action,) = act("Chad and Niger will meet before the Lake Treaty expires on 3 December 2024.", "expiry")
    assert action.modality.value == "planned"
