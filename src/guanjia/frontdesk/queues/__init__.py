"""Tickets, counters, the call screen, appointments, the waiting forecast."""
