"""One declared table per noun: list, export, import."""
