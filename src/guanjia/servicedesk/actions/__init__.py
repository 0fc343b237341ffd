"""Writes of the service desk."""
