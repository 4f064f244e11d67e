"""The same reader mapped over many files: a pool of processes here, an engine on a cluster."""
