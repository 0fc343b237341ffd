"""Pure: who can do what, how far it is, the plan, why, what will be late."""
