"""What the committee decided (公管委 重大决策): the reference of what leans on it."""
