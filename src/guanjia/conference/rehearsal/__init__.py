"""Actors, accidents and invariants of conferences on the virtual clock; they also make the demo's history."""
