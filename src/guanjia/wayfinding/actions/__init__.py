"""Writes of wayfinding."""
