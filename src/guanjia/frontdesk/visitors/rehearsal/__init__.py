"""Visitors on the virtual clock: actors and invariants."""
