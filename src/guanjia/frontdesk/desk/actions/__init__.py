"""Writes of the counter."""
