"""Forms, paper and the archive as data."""
