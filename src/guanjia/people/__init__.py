"""Accounts, roles, organisations, contacts, presence."""
