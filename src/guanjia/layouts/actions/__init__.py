"""Writes of layouts."""
