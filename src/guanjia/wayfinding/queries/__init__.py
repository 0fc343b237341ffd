"""Reads of wayfinding."""
