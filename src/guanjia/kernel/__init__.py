"""Pure Python: clock, intervals, recurrence, working time, states. Imports nothing of the house and no framework."""
