"""A cache of context-free word vectors. Most words of a report occur more than once.

Before it looks at the context, the model uses only the form of a word, its norm, and whether a space follows.

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
    """The layer that turns words into vectors, computed once per word."""

    def __init__(self, layer: Any, vocab: Vocab) -> None:
        """Take the layer. The cache is empty."""
        self.layer, self.vocab = layer, vocab
        self.lock = Lock()
        self.rows: dict[bytes, int] = {}
        self.table = numpy.zeros((LIMIT, layer.get_dim("nO")), "f")

    def forward(self, model: Any, docs: Sequence[Doc], is_train: bool) -> tuple[list[Any], Any]:
        """Return the vectors of the words of each document, like the layer itself. For inference only."""
        names = name_words(docs)
        with self.lock:  # a server reads in several threads
            self.learn(names)
            vectors = self.table[[self.rows[name] for name in names]]
        return numpy.split(vectors, numpy.cumsum([len(doc) for doc in docs])[:-1]), None

    def learn(self, names: Sequence[bytes]) -> None:
        """Compute the vectors that are not cached. A full cache is emptied first."""
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
    """Return the context-free features of each word of some documents."""
    packed = b"".join(doc.to_array(KEY).tobytes() for doc in docs)
    return [packed[at : at + BYTES] for at in range(0, len(packed), BYTES)]


def remember_words(model: Language) -> Language:
    """Return a loaded model that computes the vector of each word once."""
    whole: Any = model.get_pipe("tok2vec")
    layer = whole.model.get_ref("embed")
    place = whole.model.layers.index(layer)
    whole.model.layers[place] = Model("embedding", Embedding(layer, model.vocab).forward)
    return model
