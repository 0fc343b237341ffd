"""Pure rules of green: no framework, no clock."""
