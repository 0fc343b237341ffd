"""The counter: a house of modules, each with its own door.

The desk stands on top and shows the others through registries.
"""
