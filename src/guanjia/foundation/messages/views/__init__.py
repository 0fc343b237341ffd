"""The bell, preferences, the log of messages, robots."""
