"""The network in PyTorch: an encoder with one head a task, and heads that compare spans.

Token heads tell steps, meetings, modality, cues, reported words and mentions of agreements. Pair heads tell which
spans belong together, and which relation two agreements have. Span heads tell areas, and the actions told of a
mention. What words and rules found is added to the word embeddings ("hints"), from zero, so that the network learns
where to trust it.
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn
from torch.nn import functional

from training.examples import ACTIONS, AREAS, HINTS, IGNORED, LINKS, MEETINGS, MODALITIES, RELATIONS, Example

PAIR_SIZE = 192
GAPS = 8
DROPOUT = 0.1
TASKS = {
    "actions": len(ACTIONS) + 1,
    "modality": len(MODALITIES),
    "meetings": len(MEETINGS) + 1,
    "cue": 2,
    "content": 3,
    "mention": 3,
}
REST_WEIGHT = {"actions": 0.5, "meetings": 0.5, "cue": 0.5}
"""Weight of the class "nothing" in the loss of a task; all other classes have 1."""
LOSS_WEIGHTS = {
    "actions": 6.0,
    "meetings": 3.0,
    "modality": 1.0,
    "cue": 1.5,
    "content": 0.5,
    "mention": 1.0,
    "agreement": 1.0,
    "agent": 0.7,
    "date": 0.7,
    "source": 0.2,
    "participant": 0.5,
    "meeting-date": 0.2,
    "speaker": 0.5,
    "party": 1.0,
    "same": 1.5,
    "relations": 0.4,
    "areas": 4.0,
    "told": 12.0,
}


class Network(nn.Module):
    """The encoder and its heads."""

    def __init__(self, encoder: nn.Module, size: int = 384) -> None:
        """Put new heads on an encoder whose states have ``size`` numbers a piece."""
        super().__init__()
        self.encoder = encoder
        self.tokens = nn.ModuleDict({task: nn.Linear(size, width) for task, width in TASKS.items()})
        self.drop = nn.Dropout(DROPOUT)
        self.head, self.tail = nn.Linear(2 * size, PAIR_SIZE), nn.Linear(2 * size, PAIR_SIZE)
        self.gap = nn.Embedding(2 * GAPS, PAIR_SIZE)
        self.links = _stack(4 * PAIR_SIZE, PAIR_SIZE, len(LINKS))
        self.relations = _stack(4 * PAIR_SIZE, PAIR_SIZE, 2 * len(RELATIONS) + 1)
        self.areas = nn.Linear(2 * size, len(AREAS))
        self.told = nn.Sequential(
            nn.Linear(2 * size, size), nn.GELU(), nn.Dropout(DROPOUT), nn.Linear(size, len(ACTIONS))
        )
        self.hints = nn.ModuleList([nn.Embedding(len(labels) + 1, size) for labels in HINTS.values()])
        for table in self.hints:
            nn.init.zeros_(table.weight)

    def encode(self, ids: Tensor, hints: Tensor, mask: Tensor) -> Tensor:
        """Return the states of pieces; ``ids`` and ``mask`` are (windows, pieces), ``hints`` has a column a sort."""
        embedded = self.encoder.embeddings.word_embeddings(ids)
        for column, table in enumerate(self.hints):
            embedded = embedded + table(hints[:, :, column])
        return self.encoder(inputs_embeds=embedded, attention_mask=mask).last_hidden_state

    def describe(self, states: Tensor, windows: Tensor, spans: Tensor) -> Tensor:
        """Return the states of the first and last piece of each span, side by side."""
        return torch.cat([states[windows, spans[:, 0]], states[windows, spans[:, 1]]], -1)

    def compare(self, heads: Tensor, tails: Tensor, gaps: Tensor) -> tuple[Tensor, Tensor]:
        """Return the logits of links and of relations between spans."""
        one, other = self.head(heads), self.tail(tails)
        both = torch.cat([one, other, one * other, self.gap(gaps)], -1)
        return self.links(both), self.relations(both)


def _stack(size: int, inner: int, out: int) -> nn.Sequential:
    return nn.Sequential(nn.Linear(size, inner), nn.GELU(), nn.Linear(inner, out))


def measure_gaps(one: Tensor, other: Tensor) -> Tensor:
    """Return the bucket of the distance from the first piece of one span to that of another."""
    distance = other[:, 0] - one[:, 0]
    bucket = torch.clamp((distance.abs().float() + 1).log2().long(), max=GAPS - 1)
    return bucket + GAPS * (distance < 0).long()


def measure_loss(network: Network, batch: Sequence[Example], pad: int) -> Tensor:
    """Return the weighted sum of the losses of all tasks on a batch of windows."""
    longest = max(len(example.window.ids) for example in batch)
    ids = torch.full((len(batch), longest), pad)
    mask = torch.zeros((len(batch), longest), dtype=torch.long)
    hints = torch.zeros((len(batch), longest, len(HINTS)), dtype=torch.long)
    targets = {task: torch.full((len(batch), longest), IGNORED) for task in TASKS}
    for row, example in enumerate(batch):
        length = len(example.window.ids)
        ids[row, :length], mask[row, :length] = torch.tensor(example.window.ids), 1
        hints[row, :length] = torch.tensor(example.hints)
        for task, target in targets.items():
            target[row, :length] = torch.tensor(example.pieces[task])
    with torch.autocast("cpu", dtype=torch.bfloat16):
        states = network.encode(ids, hints, mask)
    states = network.drop(states.float())
    losses = _token_losses(network, states, targets) | _span_losses(network, states, batch)
    return sum((LOSS_WEIGHTS[name] * loss for name, loss in losses.items()), torch.zeros(()))


def _token_losses(network: Network, states: Tensor, targets: dict[str, Tensor]) -> dict[str, Tensor]:
    losses = {}
    for task, target in targets.items():
        if (target != IGNORED).any():
            weight = torch.ones(TASKS[task])
            weight[0] = REST_WEIGHT.get(task, 1.0)
            logits = network.tokens[task](states).flatten(0, 1)
            losses[task] = functional.cross_entropy(logits, target.flatten(), weight=weight, ignore_index=IGNORED)
    return losses


def _span_losses(network: Network, states: Tensor, batch: Sequence[Example]) -> dict[str, Tensor]:
    losses = {}
    links = [(row, k, *i, *j, y) for row, e in enumerate(batch) for k, i, j, y in e.links]
    if links:
        table = torch.tensor(links)
        logits = _compare(network, states, table[:, 0], table[:, 2:4], table[:, 4:6])[0]
        chosen = logits.gather(1, table[:, 1:2])[:, 0]
        rated = functional.binary_cross_entropy_with_logits(chosen, table[:, 6].float(), reduction="none")
        for number, name in enumerate(LINKS):
            of_kind = table[:, 1] == number
            if of_kind.any():
                losses[name] = rated[of_kind].mean()
    relations = [(row, *i, *j, y) for row, e in enumerate(batch) for i, j, y in e.relations]
    if relations:
        table = torch.tensor(relations)
        logits = _compare(network, states, table[:, 0], table[:, 1:3], table[:, 3:5])[1]
        right = torch.where(table[:, 5] < 0, len(RELATIONS) - table[:, 5], table[:, 5])
        losses["relations"] = functional.cross_entropy(logits, right)
    for name, head, width in (("areas", network.areas, len(AREAS)), ("told", network.told, len(ACTIONS))):
        rows = [
            (row, span, y) for row, e in enumerate(batch) for span, y in (e.areas if name == "areas" else e.actions)
        ]
        if rows:
            windows, spans = torch.tensor([r[0] for r in rows]), torch.tensor([r[1] for r in rows])
            right = torch.zeros(len(rows), width)
            for number, (_, _, labels) in enumerate(rows):
                right[number, labels] = 1
            logits = head(network.describe(states, windows, spans))
            losses[name] = functional.binary_cross_entropy_with_logits(logits, right)
    return losses


def _compare(network: Network, states: Tensor, windows: Tensor, one: Tensor, other: Tensor) -> tuple[Tensor, Tensor]:
    heads, tails = network.describe(states, windows, one), network.describe(states, windows, other)
    return network.compare(heads, tails, measure_gaps(one, other))
