"""Posts, shifts, rosters: who is on which post when."""
