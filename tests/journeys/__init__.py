"""Stories of whole jobs, told in a real browser."""
