"""Promises as data: what a standard is, how it is read, patched and held to the law. Pure Python."""
