"""Meetings of internal matter: the staff gate, zones, deposited devices, plans and rehearsals, the written summary.

A classified meeting (涉密) is never here: it is the opaque slot of conference and nothing else.
"""
