"""Access cards from application to cancellation, their zones, and the grants that door controllers keep."""
