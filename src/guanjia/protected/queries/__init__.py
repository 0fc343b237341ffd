"""Reads of protected meetings."""
