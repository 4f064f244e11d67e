"""The law of treaties as pure functions: claims and final clauses to a status on a day."""
