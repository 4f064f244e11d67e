"""The command line: thin over the packages it calls."""
