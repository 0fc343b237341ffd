"""Papers of a meeting: lists, copies, packing, numbered copies with keepers, recall and destruction.

It does not own files (foundation.files) or keeping things (custody).
"""
