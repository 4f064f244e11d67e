"""Doubts and the history of decisions, on both databases."""

import msgspec
import pytest

from depositary.errors import InputError
from depositary.model.reading import Action, Reading
from depositary.model.vocabulary import ActionCode
from depositary.register.curation.doubts import Doubts
from depositary.register.curation.history import find_judge, list_history
from depositary.register.curation.review import decide, judge, undo
from depositary.register.queries.quotes import cut_words
from depositary.register.storage.store import Store
from tests.register.readings import make_reading
from tests.register.test_register import take


def tell(number: int, month: int, *steps: tuple[str, str, str | None], title: str = "Lake Treaty") -> Reading:
    day = f"2020-{month:02d}-10"
    text = f"Report {number}: the capital heard of {title} between the neighbours, who argued about it for hours."
    kind = "agreement" if "agreement" in title else "treaty"
    return make_reading(text, title=title, published=day, kind=kind, parties=("SDN", "TCD"), steps=steps)


BORDER = [tell(1, 3, title="a border agreement"), tell(2, 7, title="a border agreement")]
DISPUTE = [tell(3, 5, ("signature", "occurred", "2020-05-09")), tell(4, 5, ("signature", "denied", "2020-05-09"))]


def doubt(reading: Reading, confidence: float) -> Reading:
    actions = tuple(msgspec.structs.replace(action, confidence=confidence) for action in reading.actions)
    return msgspec.structs.replace(reading, actions=actions)


def test_a_merge_near_the_threshold_is_doubted_until_somebody_judges(store: Store) -> None:
    take(store, BORDER)
    (found,) = Doubts(store).show("merges", 10)
    assert found.score <= 0.85 and found.reasons
    assert [side.quote.words for side in found.sides if side.quote] == ["a border agreement"] * 2
    assert {side.agreement for side in found.sides} == {found.sides[0].agreement}
    for verdict in ("same", "different"):
        made = judge(store, found.sides[0].mention, found.sides[1].mention, verdict, person="Ann")
        assert Doubts(store).count()["merges"] == 0
        undo(store, made.id, "Ann")
        assert [again.sides for again in Doubts(store).show("merges", 10)] == [found.sides]
    assert Doubts(store).show("merges", 10, offset=1) == []


def test_claims_that_contradict_each_other_are_doubted(store: Store) -> None:
    take(store, DISPUTE)
    found = Doubts(store).show("disputed", 10)
    assert [[other.id for other in doubted.against] for doubted in found] == [[found[1].id], [found[0].id]]
    assert {doubted.told.action.modality for doubted in found} == {"occurred", "denied"}
    assert {doubted.title for doubted in found} == {"Lake Treaty"}
    decide(store, found[0].id, "reject", "Ann")
    assert Doubts(store).count()["disputed"] == 0


def test_claims_of_which_the_reader_was_not_sure_come_least_sure_first(store: Store) -> None:
    sure, half, least = (tell(n, n, ("adoption", "occurred", None), title=f"Lake {n} Treaty") for n in (1, 2, 3))
    take(store, [sure, doubt(half, 0.5), doubt(least, 0.3)])
    found = Doubts(store).show("unsure", 10)
    assert [doubted.told.action.confidence for doubted in found] == [0.3, 0.5]
    decide(store, found[0].id, "accept", "Ann")
    assert [doubted.id for doubted in Doubts(store).show("unsure", 10)] == [found[1].id]


def test_the_history_tells_before_and_after(store: Store) -> None:
    take(store, [*BORDER, *DISPUTE])
    (merge,), claim = Doubts(store).show("merges", 10), Doubts(store).show("disputed", 10)[0]
    pair = [side.mention for side in merge.sides]
    one = judge(store, *pair, "different", person="Ann", why="another border")
    undo(store, one.id, "Ben")
    judge(store, *pair, "same", person="Ben")
    decide(store, claim.id, "accept", "Ann")
    changed = msgspec.structs.replace(claim.told.action, action=ActionCode.ADOPTION)
    last = decide(store, claim.id, "correct", "Ben", correction=changed)
    told = [(e.decision.judge, e.before, e.after.split(",")[0], e.decision.undone_by) for e in list_history(store)]
    read = claim.told.action
    assert [(who, after, undone) for who, _, after, undone in told] == [
        ("Ben", "corrected: adoption", None),
        ("Ann", "accepted: signature", None),
        ("Ben", "one agreement", None),
        ("Ann", "two agreements", "Ben"),
    ]
    assert told[0][1].startswith("accepted: signature")
    assert told[1][1].startswith(f"as read: signature, {read.modality}")
    assert told[2][1] == told[3][1] == f"one agreement, by rule ({merge.score:.2f})"
    assert [e.decision.id for e in list_history(store, 1, standing_by="Ben")] == [last.id]
    assert [e.before for e in list_history(store, 2, 1)] == [told[1][1], told[2][1]]
    assert find_judge(store, one.id) == "Ann" and find_judge(store, "j000000000000") is None


def test_a_correction_keeps_the_evidence_law(store: Store) -> None:
    take(store, DISPUTE)
    claim = Doubts(store).show("disputed", 10)[0]
    (span,) = claim.told.action.evidence
    lied: Action = msgspec.structs.replace(
        claim.told.action, evidence=(msgspec.structs.replace(span, text="x" * len(span.text)),)
    )
    with pytest.raises(InputError, match="does not have"):
        decide(store, claim.id, "correct", "Ann", correction=lied)


def test_words_are_cut_between_words() -> None:
    text = "alpha beta gamma delta epsilon"
    assert cut_words(text, 11, 16, 8) == ("beta ", "gamma", " delta")
    assert cut_words(text, 0, len(text), 6) == ("", text, "")
