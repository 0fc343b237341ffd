"""Writes of materials."""
