"""The living agenda: what really happens against what was planned, proposals when it runs over, the moderator's script and clock.

It does not own sessions, blocks or duties (conference, duties).
"""
