"""Settings, URLs, servers and the command: the only place that knows all modules."""
