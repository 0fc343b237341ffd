"""Writes: periods, requests, searches, what is accepted."""
