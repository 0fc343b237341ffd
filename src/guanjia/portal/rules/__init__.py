"""Pure rules of the portal."""
