"""Writes of cards."""
