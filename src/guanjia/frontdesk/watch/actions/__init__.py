"""Writes of the watch."""
