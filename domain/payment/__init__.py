"""One instruction to a bank, and what the bank says of it."""
