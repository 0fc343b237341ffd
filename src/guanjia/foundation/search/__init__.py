"""One box that finds everything, Chinese two-character words too."""
