"""Reads of homes: sheets that people send, and what the house knows."""
