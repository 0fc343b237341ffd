"""Writes of signage."""
