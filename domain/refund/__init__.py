"""A batch of refunds: proposed by one person, approved or rejected by another."""
