"""Rules of papers: kinds, states, counts, packing, recall."""
