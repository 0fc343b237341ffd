"""Pure geometry and rules of layouts: metres, degrees, no framework."""
