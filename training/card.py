"""The model card: what the encoder is, what it learned from, how well it does, and the hashes of its files."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

FILES = ("encoder.onnx", "pairs.onnx", "spans.onnx", "tokenizer.json", "config.json")


def write_card(folder: Path, counts: Mapping[str, int]) -> None:
    """Write MODEL_CARD.md beside the model.

    Args:
        folder: the model's folder.
        counts: how many there are of labelled reports (``gold``), of their ``outlets``, of items of the stream
            (``items``), of ``articles`` of public collections, and of reports ``written`` to learn from.
    """
    size = sum((folder / name).stat().st_size for name in FILES) / 1e6
    hashes = "\n".join(f"- `{name}`: `{hashlib.sha256((folder / name).read_bytes()).hexdigest()}`" for name in FILES)
    template = Path(__file__).with_suffix(".md").read_text("utf-8")
    (folder / "MODEL_CARD.md").write_text(template.format(**counts, size=size, hashes=hashes), "utf-8")
