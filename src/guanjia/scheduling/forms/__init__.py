"""What is asked of a period and of a request."""
