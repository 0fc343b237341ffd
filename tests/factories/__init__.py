"""Makes rows for tests, one file a module."""
