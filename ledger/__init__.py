"""What was said: signed bytes, their order and their proofs; no trade word enters."""
