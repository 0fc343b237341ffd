"""Writes of reception: one use-case a function."""
