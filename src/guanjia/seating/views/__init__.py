"""Pages of seating."""
