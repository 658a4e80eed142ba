"""Measurements. Every figure is a ratio to a baseline of the same run; see docs/performance.md."""
