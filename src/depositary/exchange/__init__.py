"""In and out of the register: tables, event data, feeds, official status tables."""
