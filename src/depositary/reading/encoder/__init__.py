"""The encoder: a small trained model that marks what a report's words say, and links them.

Enters: the sentences of a report and the spans that words and rules found in it (actors, dates, mentions of
agreements). Leaves: `Marks`: triggers of steps and meetings with the probability of each action and modality,
reporting cues, and for pairs of spans the probability that they belong together.

The encoder knows nothing of treaties beyond its label set; the rooms that use its marks decide what they mean. It runs
offline on the processor (ONNX); see model/MODEL_CARD.md.
"""

from depositary.reading.encoder.marks import Cue, Hint, Marks, Name, Trigger
from depositary.reading.encoder.network import MOST_MENTIONS, mark

__all__ = ["MOST_MENTIONS", "Cue", "Hint", "Marks", "Name", "Trigger", "mark"]
