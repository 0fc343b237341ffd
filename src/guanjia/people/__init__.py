"""Accounts, roles, organisations, contacts, presence: who may see and do what, where, and who is inside.

Not here: posts and rosters (`posts`: who owes what), natural persons and their keys (`foundation.persons`).
"""
