"""The close of a day: its figures at one position, the checks R01 to R20, and who signs it."""
