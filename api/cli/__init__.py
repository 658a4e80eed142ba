"""The command line: `zhangben`. Doors only; what they do lives elsewhere."""
