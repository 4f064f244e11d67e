"""Report to Reading, a pure function, in rooms that each answer one question.

Enters: a ``Report``. Leaves: a ``Reading``: agreements, actions, meetings, relations and statements, each with the
words it rests on. ``reader`` composes the rooms: the gate, the parser, one finder for each kind of find, and the
assembly. ``mentions`` holds what the finders hand on to one another.
"""
