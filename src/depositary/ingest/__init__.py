"""Ingest: from sources through the reader into a register, in one process, in several, or on a cluster.

Enters: files, folders, addresses or shards of readings. Leaves: readings in a stream, or claims in a register and a
tally of what became of each offer. Use cases live here; the command line and the library only call them.
"""
