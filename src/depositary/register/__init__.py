"""The register: claims are stored, agreements are computed from them.

Enters: readings, official tables and the decisions of curators. Leaves: answers on a day in the world and a day of
knowledge. ``register`` holds the use cases; the rooms below it store, take in, resolve, curate and query.
"""
