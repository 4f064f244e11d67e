"""What hangs on what in a parsed sentence, circles included."""

from depositary.reading.text.analysis import Sentence, Token

HEADS = [1, 1, 1, 2, 3, 1]


def make_sentence(heads):
    words = "abcdefgh"[: len(heads)]
    tokens = tuple(Token(i, i, i + 1, words[i], words[i], head=head) for i, head in enumerate(heads))
    return Sentence(0, 0, len(words), words, parsed=True, tokens=tokens)


def below(heads, index):
    sentence = make_sentence(heads)
    return "".join(t.text for t in sentence.subtree(sentence.tokens[index]))


def test_children_are_those_right_below_in_order():
    sentence = make_sentence(HEADS)
    found = [[t.index for t in sentence.children(token)] for token in sentence.tokens]
    assert found == [[], [0, 2, 5], [3], [4], [], []]


def test_children_are_a_list_of_ones_own():
    sentence = make_sentence(HEADS)
    sentence.children(sentence.tokens[1]).clear()
    assert len(sentence.children(sentence.tokens[1])) == 3


def test_a_subtree_holds_all_below_in_order():
    assert [below(HEADS, index) for index in range(6)] == ["a", "abcdef", "cde", "de", "e", "f"]


def test_a_circle_ends():
    assert below([1, 2, 0, 2, 4], 0) == "abcd"
    assert below([1, 2, 0, 2, 4], 3) == "d"


def test_without_a_parse_nothing_hangs_on_anything():
    assert [below([-1, -1, -1], index) for index in range(3)] == ["a", "b", "c"]
