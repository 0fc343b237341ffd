"""Company and Site: the isolation key, its zone, calendar and clock."""
