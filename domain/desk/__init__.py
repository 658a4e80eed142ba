"""Decisions that stand above two streams: line and deposit, account and page."""
