"""What is read of an assembly."""
