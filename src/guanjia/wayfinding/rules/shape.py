"""Whether a link fits the places that it joins."""

from guanjia.kernel.words import gettext_noop as N_
from guanjia.wayfinding.rules.graph import VERTICAL, LinkKind


def misfit(kind: LinkKind, same_floor: bool, same_building: bool, same_spot: bool, named: bool) -> str:
    """Why the link cannot be, "" when it can. Level ways and ramps may join buildings; lifts and stairs stay inside one."""
    if same_spot:
        return N_("A way joins two places.")
    if kind in VERTICAL and same_floor:
        return N_("A lift or stairs join two floors.")
    if kind in VERTICAL and not same_building:
        return N_("A lift or stairs stay in one building.")
    if kind in VERTICAL and not named:
        return N_("Name the lift or the stairs, so that it can be closed.")
    if kind not in VERTICAL and not same_floor and same_building:
        return N_("From one floor to another: by lift or by stairs.")
    return ""
