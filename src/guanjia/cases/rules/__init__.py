"""What is pure about playing cases."""
