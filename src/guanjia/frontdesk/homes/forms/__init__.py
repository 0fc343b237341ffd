"""What is typed about homes."""
