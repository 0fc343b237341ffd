"""Writes of protected meetings."""
