"""Who was invited to bid for a lot: a secret like who bids, until the opening."""
