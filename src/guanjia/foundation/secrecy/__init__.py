"""Keeps state secrets out: finds the mark, refuses the value before anything of it is kept. No models."""
