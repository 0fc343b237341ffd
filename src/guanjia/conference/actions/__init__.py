"""Writes: one use-case a function, keyword-only, atomic, with actor and moment."""
