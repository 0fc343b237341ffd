"""Worked cases (案例): which there are, and each playing of one with its verdict.

It does not own the stories (the module that plays them) or the virtual clock (foundation.rehearsal).
"""
