"""Topics and versions for pages that follow what happens."""
