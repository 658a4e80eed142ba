"""Papers for a finance office: each drawn from one plain record, the same again for ever."""
