"""Plays days on the virtual clock through the same actions as the screens. No models: modules bring the actors."""
