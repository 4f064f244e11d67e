"""The model card: what the encoder is, what it learned from, how well it does, and the hashes of its files."""

from __future__ import annotations

import hashlib
from pathlib import Path

FILES = ("encoder.onnx", "pairs.onnx", "spans.onnx", "tokenizer.json", "config.json")


def write_card(folder: Path, gold: int, outlets: int, extra: int, written: int) -> None:
    """Write MODEL_CARD.md beside the model.

    Args:
        folder: the model's folder.
        gold: number of labelled reports.
        outlets: number of their outlets.
        extra: number of items whose labels are kept as offsets.
        written: number of reports that were written to learn from.
    """
    size = sum((folder / name).stat().st_size for name in FILES) / 1e6
    hashes = "\n".join(f"- `{name}`: `{hashlib.sha256((folder / name).read_bytes()).hexdigest()}`" for name in FILES)
    template = Path(__file__).with_suffix(".md").read_text("utf-8")
    text = template.format(gold=gold, outlets=outlets, extra=extra, written=written, size=size, hashes=hashes)
    (folder / "MODEL_CARD.md").write_text(text, "utf-8")
