"""Reads: the shipped catalogue, what is effective at a site, where each value comes from, the law."""
