"""Reads of materials."""
