"""Signatories listed behind "by", where a bare surname upsets the parse."""

import depositary


def test_a_bare_surname_behind_by_signs_too():
    text = (
        "Iranian President Masoud Alavian will visit Moscow next week. "
        "The cooperation treaty between Iran and Russia will be signed by Alavian and [Russian leader Boris] Orlov."
    )
    reading = depositary.read(text, published="2024-12-26")
    (signing,) = [action for action in reading.actions if action.action == "signature"]
    assert [agent.name for agent in signing.by] == ["Masoud Alavian", "Boris Orlov"]
