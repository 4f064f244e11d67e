"""Move data in and out of the register: tables, event data, linked data, feeds, official status tables.

Enters: a register, a day in the world, a day of knowledge and a filter; or an official table. Leaves: files in the
formats of other tools, with all evidence checked; or claims from the table.
"""
