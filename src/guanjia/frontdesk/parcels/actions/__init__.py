"""Writes of parcels."""
