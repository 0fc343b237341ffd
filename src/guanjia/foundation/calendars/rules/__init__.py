"""Pure: writing and reading iCalendar text."""
