"""Promises as data: the shipped catalogue, patches and effective versions."""
