"""Natural persons: personal data in three classes, keys, consent, erasure."""
