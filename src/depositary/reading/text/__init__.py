"""Sentences, tokens, quotations and word ranges, with exact positions in the report.

Enters: a report. Leaves: an ``Analysis``, cut into sentences but not parsed. Every position counts code points of
``Report.text``. Nothing here knows about agreements or actors.
"""

from __future__ import annotations

from depositary.reading.text.analysis import Analysis, Sentence, Token
from depositary.reading.text.datelines import end_dateline, find_datelines
from depositary.reading.text.folding import Folded, fold, unfold
from depositary.reading.text.ranges import Coverage
from depositary.reading.text.sentences import BRACKETS, READ_TO, cut_report, split_report
from depositary.reading.text.word_search import bounded, build_automaton, find_words, is_edge, make_lower
from depositary.reading.text.words import Word, any_of, index_at, split_words, words_of

__all__ = [
    "BRACKETS",
    "READ_TO",
    "Analysis",
    "Coverage",
    "Folded",
    "Sentence",
    "Token",
    "Word",
    "any_of",
    "bounded",
    "build_automaton",
    "cut_report",
    "end_dateline",
    "find_datelines",
    "find_words",
    "fold",
    "index_at",
    "is_edge",
    "make_lower",
    "split_report",
    "split_words",
    "unfold",
    "words_of",
]
