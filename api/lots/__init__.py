"""A lot as its log tells it: how it stands at any position, what is due, how two moments differ."""
