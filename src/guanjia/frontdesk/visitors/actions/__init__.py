"""Writes of visitors."""
