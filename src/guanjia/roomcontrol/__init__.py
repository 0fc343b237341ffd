"""The room at one key: scenes, climate within limits, typed commands, overrides that cannot be forgotten.

It does not own the line to devices (telemetry) or rooms (places).
"""
