"""A page of bank lines: at most 500 of one account's day, each once by fingerprint."""
