"""Reads: the task of a period as the rules need it, pages, the diff of the grid."""
