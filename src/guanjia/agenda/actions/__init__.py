"""What changes an agenda."""
