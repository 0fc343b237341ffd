"""Pure rules of visitors, passes, the epidemic desk and access needs."""
