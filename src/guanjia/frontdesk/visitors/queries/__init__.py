"""Reads of visitors."""
