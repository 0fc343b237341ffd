"""Measures against a bare arm, in interleaved pairs, on both engines; fsync stays on."""
