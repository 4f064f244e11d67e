"""Builders: the functions that the rules of the date grammar name, one module a kind of expression.

Enters: a match of a rule and the context of the report. Leaves: a date, a span or a length of time.
"""
