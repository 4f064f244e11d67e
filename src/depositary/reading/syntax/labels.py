"""All grammatical labels, named once: ClearNLP relations, Penn Treebank tags, parts of speech.

Similar sets differ on purpose, and each says what it is for. A parser with other labels needs another module with
the same names.

>>> sorted(SUBJECTS - NAMED_SUBJECTS)
['expl']
"""

from __future__ import annotations

# relations: subjects and objects
NAMED_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
"""Subjects that can act or speak."""
SUBJECTS = NAMED_SUBJECTS | {"expl"}
"""Everything that fills the place of a subject, "there" and "it" included: a verb that has one needs no other."""
OBJECTS = frozenset({"dobj", "obj", "attr", "oprd", "dative"})
"""What a verb of a step has as its object or complement."""
MET_OBJECTS = frozenset({"dobj", "dative", "npadvmod"})
"""Whom somebody meets: "met, among others, the minister" hangs the minister on as an adverbial."""
EVENT_OBJECTS = ("dobj", "attr", "oprd", "pobj", "dative")
"""Where the target of a coded event stands, objects of prepositions included."""
HELPERS = frozenset({"aux", "auxpass"})
"""Auxiliaries."""

# relations: what hangs on a noun
OWNERS = frozenset({"poss", "compound", "nmod", "amod"})
"""Whose a thing is, told before its noun."""
MODIFIERS = frozenset({"det", "amod", "compound", "nmod", "poss", "case", "nummod", "punct", "advmod", "quantmod"})
"""What belongs to the name of a speaker before its head noun."""
THINGS = frozenset({"dobj", "nsubj", "nsubjpass", "attr", "poss", "compound", "nmod"})
"""How a date hangs on a word where it is a thing spoken of and does not say when something happened."""

# relations: clauses and phrases
SEPARATE_CLAUSES = frozenset({"ccomp", "advcl", "relcl", "parataxis"})
"""Clauses of their own below a verb, which are not part of its clause."""
EVENT_CLAUSES = ("ccomp", "xcomp", "advcl")
"""Clauses in which a coded event may go on."""
SUBJECT_TAKING = frozenset({"conj", "advcl", "xcomp", "pcomp", "dep"})
"""How a verb of speech hangs on the verb whose subject is its own as well."""
PHRASE_ENDS = frozenset({"relcl", "acl", "advcl", "ccomp", "appos", "punct"})
"""What no longer belongs to the phrase that names an agent."""
MEETING_PHRASE_ENDS = frozenset({"relcl", "acl", "prep", "advcl", "punct"})
"""What no longer belongs to the phrase of those who meet."""
CITING = frozenset({"advcl", "prep", "acl", "conj", "xcomp"})
"""How "citing" hangs on the verb whose source it names."""
BEFORE_SPEECH = frozenset({"prep", "dobj", "dative", "npadvmod", "advmod", "advcl", "punct", "nsubj", "agent", "prt"})
"""What may stand between a verb of speech and the words that it reports."""
PREPOSITIONS = frozenset({"prep", "agent", "prt", "advmod", "pcomp"})
"""The links of a chain of prepositions ("out of", "from within")."""

MOVING = frozenset({"enter", "come", "go"})
"""Verbs that are never passive where a preposition behind them has its own object ("entered into force")."""

# parts of speech and tags
VERBAL = frozenset({"VERB", "AUX"})
LIGHT = frozenset({"DET", "ADJ", "NUM", "ADV", "PRON", "PART", "NOUN", "PROPN"})
"""Words that may stand between a verb and its agreement in a plain phrase."""
CHAIN = frozenset({"AUX", "ADV", "PART"})
"""Words that may stand between an agreement and the verb behind it."""
PAST_AND_PRESENT = frozenset({"VBD", "VBZ", "VBP"})
"""Finite forms that are no modal."""
FINITE = ("VBZ", "VBD", "VBP", "MD")
"""All finite forms."""

# words that the grammar treats apart
RELATIVES = frozenset({"which", "that", "who", "whom"})
RELATIVE_ACTORS = frozenset({"which", "who"})
"""Relative pronouns that stand for an actor with certainty ("that" is often a conjunction)."""
PERSONAL = frozenset({"he", "she", "him", "her"})
PERSONAL_OR_OWNER = PERSONAL | {"his"}
NEUTER_OR_OWNER = frozenset({"it", "its"})
PLURAL_SPEAKERS = frozenset({"they", "both", "them", "two"})
"""Pronouns for several who speak."""
PLURAL_AGENTS = frozenset({"they", "their", "them", "both", "each", "we", "our", "us"})
"""Pronouns for several who take a step, those of the speakers themselves included."""
