"""Bank statements: bytes in, lines and statements out; nothing is decided here."""
