"""Visitors from invitation to departure, passes and gates, couriers and hawkers, the epidemic desk, special needs at the door."""
