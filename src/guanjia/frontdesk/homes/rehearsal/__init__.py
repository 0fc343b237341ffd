"""Homes on the stage: the estate itself, and what happens in its homes."""

from guanjia.frontdesk.homes.rehearsal.estate import build_estate

__all__ = ["build_estate"]
