"""A day of a bank account: the statements that came for it."""
