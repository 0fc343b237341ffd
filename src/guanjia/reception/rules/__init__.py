"""Pure rules of reception."""
