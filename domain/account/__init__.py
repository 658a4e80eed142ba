"""A bank account of ours: what it holds, in which currency, since which statement."""
