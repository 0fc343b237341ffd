"""What is typed in an assembly."""
