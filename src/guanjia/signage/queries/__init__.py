"""Reads of signage."""
