"""Suspicious persons, fraud warnings, liaison with the police. Gates ask it; it does not admit anybody."""
