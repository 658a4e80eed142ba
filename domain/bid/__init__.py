"""Bids (投标文件): each what one party handed in for one lot; its id is random."""
