"""Devices that speak and obey: door controllers, later meters and rooms, behind adapters.

It does not know who may open what.
"""
