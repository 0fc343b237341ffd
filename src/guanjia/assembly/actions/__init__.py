"""What is done in an assembly."""
