"""Reads of reception."""
