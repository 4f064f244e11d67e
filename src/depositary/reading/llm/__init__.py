"""A language model as a reader: the question about a report, and the reading that its answer makes.

Enters: a ``Report`` and a callable that asks questions. Leaves: a ``Reading`` of the same form as any other, or a
``Failure`` that says why there is none. The model gives words; spans, codes and dates are ours. Nothing here reaches a
network: who asks, and whom, is ``depositary.ingest.llm``'s affair.
"""

from __future__ import annotations

from depositary.reading.llm.prompt import Question, ask_about, load_schema
from depositary.reading.llm.reader import Failure, ModelReader, Reply, opens

__all__ = [
    "Failure",
    "ModelReader",
    "Question",
    "Reply",
    "ask_about",
    "load_schema",
    "opens",
]
