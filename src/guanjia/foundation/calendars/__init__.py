"""iCalendar reading and writing. No models."""
