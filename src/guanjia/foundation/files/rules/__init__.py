"""Pure: what kind of file the bytes are, what a photo may be, what a name may be."""
