"""The model over many sentences at once: the parser takes the first step in all of them, then the second.

spaCy's own loop does so too, but gives Python's lock back for it and asks for it again at each of the eight sums that
a step of a sentence is made of; of many sentences it takes half as long again as what is here (measured).

>>> len(list(cut_batches([[1, 2], [1], [1, 2, 3]], 3)))
2
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Sized
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

WORDS = 2000  # of a batch; what the parser holds for each is 4 KiB
FEW = 8  # sentences for which spaCy's own loop is the quicker one
S = TypeVar("S", bound=Sized)


def run_model(model: Language, docs: Sequence[Doc]) -> None:
    """Tag and parse documents, in place."""
    parser: Any = model.get_pipe("parser")
    for batch in cut_batches(docs, WORDS):
        tagged = list(model.pipe(batch, batch_size=len(batch), disable=["parser"]))
        parse_in_step(parser, tagged) if len(batch) >= FEW else list(parser.pipe(tagged))


def cut_batches(docs: Sequence[S], size: int) -> Iterator[list[S]]:
    """Yield things in batches of like lengths, each of about a size together, or one that is longer."""
    batch: list[S] = []
    total = 0
    for doc in sorted(docs, key=len):
        if batch and total + len(doc) > size:
            yield batch
            batch, total = [], 0
        batch.append(doc)
        total += len(doc)
    if batch:
        yield batch


def parse_in_step(parser: Any, docs: list[Doc]) -> None:
    """Parse documents, one step in all that are not done at a time."""
    states = parser.moves.init_batch(docs)
    model = parser.model.predict(docs)
    going = [state for state in states if not state.is_final()]
    while going:
        sums = model.state2vec.predict(model.get_token_ids(going))
        going = parser.transition_states(going, model.vec2scores.predict(sums))
    parser.set_annotations(docs, states)
