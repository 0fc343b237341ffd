"""Pure rules of care: the sample, call-backs, dates of the moon, special requests."""
