"""Pages of protected meetings."""
