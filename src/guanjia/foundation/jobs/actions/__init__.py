"""What managers change about the running of a site, each with its journal row."""
