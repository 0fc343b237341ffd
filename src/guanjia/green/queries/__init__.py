"""Queries of green."""
