"""Writes of homes."""
