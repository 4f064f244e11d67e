"""The learned weights: one linear model a task, read from ``weights.json``.

The file is written by ``training/`` (see its model card): for each task the classes, for each feature one weight a
class, and the biases. Two classes share one row of weights (logistic regression), more have a row each (softmax).
"""

from __future__ import annotations

import functools
import importlib.resources
import math
from collections.abc import Mapping

import msgspec

from depositary.errors import ModelError
from depositary.reading.scoring.features import Features


class Scorer(msgspec.Struct, frozen=True):
    """A linear model: ``weights`` by feature, one number a row; ``biases`` one a row.

    ``add`` is the least probability at which a find of the encoder alone is taken, ``add_grave`` that of one that
    changes where an agreement stands, ``keep`` that at which a find of the rules stays. ``rare`` are the kinds of find
    of which too few were labelled to learn from: there the rules stand.
    """

    classes: tuple[str, ...]
    biases: tuple[float, ...]
    weights: dict[str, tuple[float, ...]]
    add: float = 0.5
    keep: float = 0.5
    add_grave: float = 0.5
    rare: tuple[str, ...] = ()

    def rate(self, features: Features) -> float:
        """Return the probability of the second of two classes ("yes")."""
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, self._sums(features)[0]))))

    def rank(self, features: Features) -> dict[str, float]:
        """Return the probability of each class."""
        sums = self._sums(features)
        sums = sums if len(sums) > 1 else [0.0, *sums]
        highest = max(sums)
        raised = [math.exp(value - highest) for value in sums]
        return {name: value / sum(raised) for name, value in zip(self.classes, raised, strict=True)}

    def accepts(self, probability: float, *, ruled: bool = False, grave: bool = False) -> bool:
        """True where a probability is enough: ``ruled`` for a find of the rules, ``grave`` if it changes a status."""
        least = self.keep if ruled else self.add_grave if grave else self.add
        return probability >= least

    def _sums(self, features: Features) -> list[float]:
        sums = list(self.biases)
        for name, value in features.items():
            for row, weight in enumerate(self.weights.get(name, ())):
                sums[row] += weight * value
        return sums


@functools.cache
def load_scorers() -> Mapping[str, Scorer]:
    """Load the learned weights of every task.

    Raises:
        ModelError: the file is missing or damaged.
    """
    file = importlib.resources.files("depositary.reading.scoring") / "weights.json"
    try:
        return msgspec.json.decode(file.read_bytes(), type=dict[str, Scorer])
    except (OSError, msgspec.DecodeError) as error:
        raise ModelError(
            f"the weights of the reader in {file} cannot be read: {error}; install depositary again"
        ) from error
