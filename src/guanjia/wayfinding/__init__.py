"""The floor graph and the ways through it: to a hall, without steps, to the nearest exit.

It does not own floors and rooms (places) or screens (signage).
"""
