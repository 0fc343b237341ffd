"""How rooms are laid out: outlines, set-up styles drawn seat by seat, the fire rules they keep, plans for the crew and the client.

It does not own rooms (places), meetings (conference) or who sits where (seating).
"""
