"""Pure rules of homes."""
