"""What one agreement of a report has to do with another."""

from __future__ import annotations

from depositary.model.reading import Relation
from depositary.reading.analysis import Analysis
from depositary.reading.finds import Agreements


def find_relations(analysis: Analysis, agreements: Agreements) -> tuple[Relation, ...]:
    """Find the relations between a report's agreements."""
    return ()
