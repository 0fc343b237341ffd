"""Pages of signage."""
