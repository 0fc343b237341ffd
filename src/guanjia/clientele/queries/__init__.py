"""Queries of clientele."""
