"""Pure Python: clock, intervals, recurrence, working time, money, states. Imports nothing of the house and no framework."""
