"""A market subject: who it is, and from which account it pays."""
