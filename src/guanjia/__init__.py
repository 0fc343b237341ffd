"""Guanjia: the platform that runs a property."""
