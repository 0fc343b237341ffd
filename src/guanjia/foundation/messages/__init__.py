"""Messages to people: templates, channels, quiet hours, what was sent to whom."""
