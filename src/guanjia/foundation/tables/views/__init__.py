"""Generic pages of lists and imports, mounted by the modules under their own rule."""
