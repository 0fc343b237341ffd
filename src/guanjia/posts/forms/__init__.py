"""Forms of posts and rosters."""
