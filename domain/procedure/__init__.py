"""Procedures: how a project is traded."""
