"""The vectors of words, remembered: the model makes them of each word alone, and most words of a report come again.

What the model sees of a word before it looks at the words around is its form, its norm and whether a blank follows.

>>> words = Doc(Vocab(), words=["Chad", "signed"], spaces=[True, False])
>>> [len(key) for key in name_words([words])]
[24, 24]
"""

from __future__ import annotations

from collections.abc import Sequence
from threading import Lock
from typing import TYPE_CHECKING, Any

import numpy
from spacy.tokens import Doc
from spacy.vocab import Vocab
from thinc.api import Model

if TYPE_CHECKING:
    from spacy.language import Language

KEY: list[int | str] = ["ORTH", "NORM", "SPACY"]
BYTES = 8 * len(KEY)
LIMIT = 16_384
"""Vectors that are kept: 6 MiB."""


class Embedding:
    """The layer that turns words into vectors, asked once for each word."""

    def __init__(self, layer: Any, vocab: Vocab) -> None:
        """Take the layer, with nothing remembered."""
        self.layer, self.vocab = layer, vocab
        self.lock = Lock()
        self.rows: dict[bytes, int] = {}
        self.table = numpy.zeros((LIMIT, layer.get_dim("nO")), "f")

    def forward(self, model: Any, docs: Sequence[Doc], is_train: bool) -> tuple[list[Any], Any]:
        """Return the vectors of the words of each document, as the layer itself does; nothing is learnt from."""
        names = name_words(docs)
        with self.lock:  # a server reads in several threads
            self.learn(names)
            vectors = self.table[[self.rows[name] for name in names]]
        return numpy.split(vectors, numpy.cumsum([len(doc) for doc in docs])[:-1]), None

    def learn(self, names: Sequence[bytes]) -> None:
        """Let the layer make the vectors that are not remembered; the memory begins anew when it is full."""
        new = [name for name in dict.fromkeys(names) if name not in self.rows]
        if len(self.rows) + len(new) > len(self.table):
            self.rows.clear()
            new = list(dict.fromkeys(names))
        if new:
            begin = len(self.rows)
            self.rows.update(zip(new, range(begin, begin + len(new)), strict=True))
            self.table[begin : begin + len(new)] = self.layer.predict([self.write(new)])[0]

    def write(self, names: Sequence[bytes]) -> Doc:
        """Return a document of words."""
        values: Any = numpy.frombuffer(b"".join(names), "uint64").reshape(-1, len(KEY))
        doc = Doc(self.vocab, [self.vocab.strings[form] for form in values[:, 0].tolist()])
        return doc.from_array(KEY[1:], values[:, 1:].copy())


def name_words(docs: Sequence[Doc]) -> list[bytes]:
    """Return what the model sees of each word of some documents."""
    packed = b"".join(doc.to_array(KEY).tobytes() for doc in docs)
    return [packed[at : at + BYTES] for at in range(0, len(packed), BYTES)]


def remember_words(model: Language) -> Language:
    """Return a loaded model that makes the vector of each word once."""
    whole: Any = model.get_pipe("tok2vec")
    layer = whole.model.get_ref("embed")
    place = whole.model.layers.index(layer)
    whole.model.layers[place] = Model("embedding", Embedding(layer, model.vocab).forward)
    return model
