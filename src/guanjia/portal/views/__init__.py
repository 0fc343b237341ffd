"""Public pages; each checks its token or number by itself."""
