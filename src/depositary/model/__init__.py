"""The values of the domain: reports, spans, dates, readings, claims and vocabularies.

All values are typed and never change. The package does no input or output and depends on nothing but ``errors``.
"""
