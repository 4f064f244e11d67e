from __future__ import annotations

import pytest

from depositary.reading.event_coder import code_text


@pytest.mark.parametrize(
    ("text", "root", "source", "target"),
    [
        ("Norway and Chile signed a fisheries treaty in Oslo.", "SUPPORT", "NOR", "CHL"),
        ("Kenya welcomed the decision of Uganda to reopen the border.", "SUPPORT", "KEN", "UGA"),
        ("Peru will sign a trade agreement with Canada next month.", "AGREE", "PER", "CAN"),
        ("Finland said it would send doctors to Georgia.", "AGREE", "FIN", "GEO"),
        ("Spain is ready to open talks with Morocco.", "AGREE", "ESP", "MAR"),
        ("Ghana agreed to share water data with Togo.", "AGREE", "GHA", "TGO"),
        ("Ghana and Togo have agreed on a water treaty.", "SUPPORT", "GHA", "TGO"),
        ("The president of Brazil held talks with Argentina's foreign minister.", "CONSULT", "BRA", "ARG"),
        ("Japan's prime minister visited India on Tuesday.", "CONSULT", "JPN", "IND"),
        ("Egypt and Greece held joint naval exercises.", "COOPERATE", "EGY", "GRC"),
        ("Turkey rejected a proposal by Cyprus.", "REJECT", "TUR", "CYP"),
        ("Bolivia failed to reach agreement with Chile on water.", "REJECT", "BOL", "CHL"),
        ("Laos will not extradite the suspects to Thailand.", "REJECT", "LAO", "THA"),
    ],
)
def test_root_and_sides(text, root, source, target):
    event = code_text(text)
    assert event
    assert event.source
    assert event.target
    assert (event.root, event.source.codes, event.target.codes) == (root, (source,), (target,))


@pytest.mark.parametrize(
    "text",
    [
        "Rain fell on the hills of Nepal.",
        "Iran accused Iraq of breaking the treaty.",
        "Workers in Kenya called off a strike.",
        "Serbia did well.",
        "",
        "...",
    ],
)
def test_no_event_of_these_roots(text):
    assert code_text(text) is None
