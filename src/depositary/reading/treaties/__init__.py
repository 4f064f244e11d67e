"""The room of treaty texts: takes the text of a treaty apart, and tells such a text from a report.

Enters: a report whose text is a treaty. Leaves: a ``TreatyText`` with title, preamble, articles, annexes, signature
block and final clauses, each with its words. All functions are pure.

>>> is_treaty("Chad and Sudan signed an accord on Monday.")
False
"""

from depositary.reading.treaties.bare_titles import is_bare_title, name_title
from depositary.reading.treaties.recognition import is_treaty
from depositary.reading.treaties.taking_apart import read_treaty

__all__ = ["is_bare_title", "is_treaty", "name_title", "read_treaty"]
