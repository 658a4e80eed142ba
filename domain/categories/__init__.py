"""One file per trade category: data only, a table that a lawyer could sign."""
