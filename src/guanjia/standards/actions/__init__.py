"""Writes: patching and switching off promises."""

from guanjia.standards.actions.patching import PatchRefused, StalePatch, patch_standard, switch_off, switch_on

__all__ = ["PatchRefused", "StalePatch", "patch_standard", "switch_off", "switch_on"]
