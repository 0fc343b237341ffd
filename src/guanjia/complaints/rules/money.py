"""How much may be given to make good, and by whom (data; the limits are settings of the site)."""

from collections.abc import Collection

from guanjia.kernel.states import State
from guanjia.kernel.words import gettext_noop as N_


class CompensationState(State):
    """Proposed, approved by whoever may, paid; or refused."""

    NONE = "", N_("No compensation"), "secondary"
    PROPOSED = "proposed", N_("Compensation proposed"), "yellow"
    APPROVED = "approved", N_("Compensation approved"), "teal"
    REFUSED = "refused", N_("Compensation refused"), "red"
    PAID = "paid", N_("Compensation handed over"), "secondary"


DESK_YUAN = 200
MANAGER_YUAN = 2000
"""Defaults of the settings; above the manager's limit head office decides."""

DESK = frozenset({"receptionist", "hotline", "butler", "team_leader"})
MANAGERS = frozenset({"site_manager", "duty_manager"})
HEAD_OFFICE = "head_office"
"""Role codes."""


def may_approve(
    yuan: int, roles: Collection[str], *, desk_yuan: int = DESK_YUAN, manager_yuan: int = MANAGER_YUAN
) -> bool:
    """Whether somebody with these roles may approve so much: desk up to its limit, managers up to theirs, head office all."""
    held = set(roles)
    if HEAD_OFFICE in held:
        return True
    if held & MANAGERS and yuan <= manager_yuan:
        return True
    return bool(held & DESK) and yuan <= desk_yuan
