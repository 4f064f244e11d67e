"""The register stores claims and computes agreements from them.

Enters: readings, official tables, and the decisions of people. Leaves: answers for a day in the world and a day of
knowledge. ``register.py`` has the use cases. Its rooms store, take in, resolve, curate and query.
"""
