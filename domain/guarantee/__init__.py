"""A guarantee: a promise of a bank or an insurer that stands in for cash."""
