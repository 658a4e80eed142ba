"""A payment to others than who paid in: proposed by one person, approved by another, made once."""
