"""Builders: the functions that rules of the date grammar call, one module per kind of expression.

Enters: a match of a rule and the context of the report. Leaves: a date, a span or a duration.
"""
