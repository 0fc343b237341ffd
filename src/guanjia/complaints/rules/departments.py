"""The departments that a complaint may be passed to, with the post that answers for each."""

from dataclasses import dataclass

from guanjia.kernel.words import gettext_noop as N_


@dataclass(frozen=True, slots=True)
class Department:
    """`post` is rung and owes the acceptance."""

    code: str
    label: str
    post: str


DEPARTMENTS = {
    each.code: each
    for each in (
        Department("engineering", N_("Engineering department"), "technician"),
        Department("security", N_("Security department"), "security"),
        Department("environment", N_("Environment department"), "environment.supervisor"),
        Department("service", N_("Customer service department"), "frontdesk"),
        Department("management", N_("Management office"), "duty.manager"),
    )
}
