"""An account of the centre's own: what its bank charges there. Never the money of others."""
