"""Acceptance: the scenarios of a file played through the write door, and held against its sums."""
