"""Who sits, stands and rides where: the organiser's signed order, the tables of protocol, the least moves, floor plans.

It owns charts, wishes and the list of moves; it does not own guests (conference) nor rooms and furniture (layouts).
"""
