"""Pure rules of suspicion, fraud and what may be kept about people."""
