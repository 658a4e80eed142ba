"""Who evaluates the bids for a lot: drawn by lot, sealed until there is a result."""
