"""A period as plain data, what a placement of it costs, and the search for a cheap one. No Django, no clock."""
