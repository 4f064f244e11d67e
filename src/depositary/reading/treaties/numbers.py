"""Numbers of articles: as written, as a sequence of integers, and whether one comes right after another.

>>> find_order("XIV"), find_order("2.11"), find_order("twenty-one"), find_order("9 bis")
((14,), (2, 11), (21,), (9, 0, 1))
>>> is_next((1, 9), (1, 10)), is_next((1, 9), (2, 1)), is_next((1, 9), (4, 3))
(True, True, False)
"""

from __future__ import annotations

import functools
import re

from depositary.languages import load_toml

Order = tuple[int, ...]

ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500}
BIS = {"bis": 1, "ter": 2, "quater": 3, "quinquies": 4}
ROMAN_FORM = re.compile(r"(?:XC|XL|L?X{0,3}|C{1,3}(?:XC|XL|L?X{0,3}))(?:IX|IV|V?I{0,3})", re.IGNORECASE)
PIECE = re.compile(r"[0-9]+|[^\W\d_]+")
MOST_PIECES = 5


@functools.cache
def words() -> dict[str, int]:
    """Return the numbers that are written as words."""
    found: dict[str, int] = load_toml("en", "treaty_parts")["words"]
    return found


def find_order(number: str) -> Order | None:
    """Return the number of an article as integers that can be compared; ``None`` where it is none."""
    pieces = PIECE.findall(number.lower())
    if not pieces or len(pieces) > MOST_PIECES:
        return None
    order: list[int] = []
    for piece in pieces:
        value = read_piece(piece)
        if value is None:
            return None
        if piece in words() and order and order[-1] in range(20, 100, 10) and value < 10:
            order[-1] += value  # twenty-one
        else:
            order += [0, value] if piece in BIS else [value]
    return tuple(order)


def read_piece(piece: str) -> int | None:
    """Return one part of a number: digits, a Roman number, a word, a letter."""
    if piece.isdigit():
        return int(piece) if len(piece) < 5 else None
    if piece in BIS:
        return BIS[piece]
    if piece in words():
        return words()[piece]
    if ROMAN_FORM.fullmatch(piece):
        return read_roman(piece.upper())
    return ord(piece) - ord("a") + 1 if len(piece) == 1 and piece.isascii() else None


def read_roman(text: str) -> int:
    """Return a Roman number."""
    values = [ROMAN[letter] for letter in text]
    return sum(-v if v < max(values[i + 1 :], default=0) else v for i, v in enumerate(values))


def is_next(one: Order, other: Order) -> bool:
    """Tell whether a number comes right after another: the last part goes on, or an earlier one does and 1 follows."""
    for depth in range(min(len(one), len(other))):
        if one[depth] == other[depth]:
            continue
        goes_on = other[depth] == one[depth] + 1
        return goes_on and all(part in (0, 1) for part in other[depth + 1 :])
    return len(other) > len(one) and all(part in (0, 1) for part in other[len(one) :])
