"""Pure: what a state-secret mark looks like, and how to read enough of a file to see one."""
