"""Report to Reading, a pure function: a gate, an analysis, one finder a file, and their composition."""
