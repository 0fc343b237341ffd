"""The registry of subject kinds that standards may speak about, and the plan cursors."""
