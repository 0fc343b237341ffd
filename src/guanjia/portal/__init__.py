"""Pages for clients and attendees, without an account."""
