"""Turn a ``Report`` into a ``Reading``. This is a pure function, built from rooms that each answer one question.

Enters: a ``Report``. Leaves: a ``Reading`` with agreements, actions, meetings, relations and statements, each with the
words it rests on. ``reader.py`` calls the rooms: the gate, the parser, one finder for each kind of find, and the
assembly. ``mentions.py`` defines what the finders pass to each other.
"""
