"""Reads of roomcontrol."""
