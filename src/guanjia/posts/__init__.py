"""Posts, shifts, rosters, cover, qualifications: who is on which post when.

A duty is owed by a post, so by whoever is on it. Not here: what somebody may see (`people` roles), attendance and pay.
"""
