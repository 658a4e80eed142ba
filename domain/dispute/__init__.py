"""A dispute about a lot: an objection, a query or a complaint, its clocks, and how it ended."""
