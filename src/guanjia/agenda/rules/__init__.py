"""Pure rules of the agenda: kinds, projection, proposals, script."""
