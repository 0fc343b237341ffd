"""Reads of telemetry."""
