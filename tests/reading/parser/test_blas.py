"""What the model computes is the same by NumPy."""

import numpy
import pytest
from thinc.api import NumpyOps

from depositary.reading.parser.blas import make_ops


@pytest.mark.parametrize("shape", [(5, 4, 3), (1, 2, 2), (3, 1, 1), (0, 4, 3)])
def test_the_greatest_of_pieces_is_the_same(shape):
    numbers = numpy.random.default_rng(1).normal(size=shape).astype("f")
    mine, theirs = make_ops().maxout(numbers)[0], NumpyOps().maxout(numbers)[0]
    assert mine.dtype == theirs.dtype
    assert (mine == theirs).all()
    assert mine.shape == theirs.shape
