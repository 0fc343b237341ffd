"""Breaks what a requirement's `where` names, so that its test can show that it notices."""
