"""Pages of roomcontrol."""
