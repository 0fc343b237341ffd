"""What builds, checks and runs the house; nothing here is part of the product."""
