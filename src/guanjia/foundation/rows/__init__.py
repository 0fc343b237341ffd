"""Many rows read and written by one statement each, on both engines; no table of its own and no rule of any module."""
