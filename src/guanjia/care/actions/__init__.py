"""Writes of care."""
