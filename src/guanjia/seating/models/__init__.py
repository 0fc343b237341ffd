"""What seating stores."""
