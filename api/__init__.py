"""The outer ring: who is asking, by which door, and what leaves the house."""
