"""Reading by words alone, for every language that has a lexicon. The engine knows no language; a folder of data does.

Enters: a report in a language with a folder in ``depositary.languages`` (or where ``DEPOSITARY_LANGUAGES`` points).
Leaves: its ``Reading``, as that of the English reader, by ``depositary.reading.assembly``. There is no parser and no
model: patterns of words say what is an instrument, a step, an actor, a date or a statement, and nearness in the
sentence says what belongs together.
"""

from __future__ import annotations

from depositary.reading.lexical.reader import may_tell, name_version, read_report, reads

__all__ = ["may_tell", "name_version", "read_report", "reads"]
