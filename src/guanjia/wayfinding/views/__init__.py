"""Pages of wayfinding."""
