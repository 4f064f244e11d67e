"""The remembered vectors of words are those that the model makes."""

import sys
from concurrent.futures import ThreadPoolExecutor

import numpy
import pytest

from depositary.reading.parser import vector_cache as embedding
from depositary.reading.parser.english import load_model
from depositary.reading.parser.vector_cache import Embedding, name_words

TEXTS = ["They're not done; they don't do it.", "", "Not done, NOT done!", "Chad met Chad.  Ma'am, Dr. Oz can't."]


@pytest.fixture
def layer():
    [taught] = [n for n in load_model().get_pipe("tok2vec").model.layers if n.name == "embedding"]
    return taught._func.__self__.layer


def assert_same(memory, layer, docs):
    for mine, theirs in zip(memory.forward(None, docs, False)[0], layer.predict(docs), strict=True):
        assert mine.shape == theirs.shape
        assert numpy.allclose(mine, theirs, atol=1e-5)


def test_vectors_are_those_of_the_layer_new_and_remembered(layer):
    docs = [load_model().make_doc(text) for text in TEXTS]
    memory = Embedding(layer, load_model().vocab)
    assert_same(memory, layer, docs[:2])
    assert_same(memory, layer, docs)
    assert_same(memory, layer, docs[::-1])
    assert len(memory.rows) == len(set(name_words(docs)))


def test_a_full_memory_begins_anew(layer, monkeypatch):
    monkeypatch.setattr(embedding, "LIMIT", 12)
    docs = [load_model().make_doc(text) for text in TEXTS]
    memory = Embedding(layer, load_model().vocab)
    for doc in docs:
        assert_same(memory, layer, [doc])
    assert len(memory.rows) <= 12


def test_one_word_with_another_norm_or_blank_is_another(layer):
    docs = [load_model().make_doc(text) for text in ("can't", "can not", "cannot can")]
    assert_same(Embedding(layer, load_model().vocab), layer, docs)


def test_threads_do_not_mix_words_up(layer, monkeypatch):
    monkeypatch.setattr(embedding, "LIMIT", 40)
    docs = [load_model().make_doc(f"Chad signed treaty {n} with state {n % 7} in town {n % 5}.") for n in range(120)]
    memory, before = Embedding(layer, load_model().vocab), sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(8) as pool:
            found = list(pool.map(lambda doc: memory.forward(None, [doc], False)[0][0], docs))
    finally:
        sys.setswitchinterval(before)
    for mine, theirs in zip(found, layer.predict(docs), strict=True):
        assert numpy.allclose(mine, theirs, atol=1e-5)
