"""Receiving guests of rank: standards within the law's ceilings, leaders' office day, hall security and deposits, languages.

It does not own guests (conference), seats (seating) or things kept (custody).
"""
