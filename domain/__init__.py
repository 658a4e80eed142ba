"""What is true: the rules of trading and money. Pure; standard library only; no clock, no I/O."""
