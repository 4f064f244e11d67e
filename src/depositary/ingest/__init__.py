"""Run the whole chain, from sources through the reader into a register.

Enters: files, folders, addresses, or shards of readings. Leaves: a stream of readings, or claims in a register with a
count of what happened to each report. It runs in one process, in several, or on a cluster. The command line and the
library only call these use cases.
"""
