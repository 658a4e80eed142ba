"""A party takes part in a lot: under a random id, sealed as its deposit is."""
