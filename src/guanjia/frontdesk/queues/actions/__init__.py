"""Writes of the queue."""
