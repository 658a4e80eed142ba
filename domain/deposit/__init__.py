"""A deposit of one party for one lot: asked for, received, given back."""
