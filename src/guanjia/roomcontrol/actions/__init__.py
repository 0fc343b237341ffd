"""Writes of roomcontrol."""
