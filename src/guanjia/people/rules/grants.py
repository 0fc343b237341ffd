"""What the membership rows of one user amount to at a site and a moment."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from guanjia.people.rules.roles import READS_ALL_WRITES_NOTHING, Roles


@dataclass(frozen=True, slots=True)
class Grant:
    """One role, at one site or (site_id None) at all of the company, from `valid_from` to before `valid_until`."""

    company_id: int
    site_id: int | None
    role: str
    valid_from: datetime | None = None
    valid_until: datetime | None = None

    def holds(self, company_id: int, site_id: int, at: datetime) -> bool:
        """Whether the grant reaches that site at `at`."""
        if self.company_id != company_id or self.site_id not in (None, site_id):
            return False
        begun = self.valid_from is None or self.valid_from <= at
        return begun and (self.valid_until is None or at < self.valid_until)


def roles_at(grants: Iterable[Grant], *, company_id: int, site_id: int, at: datetime) -> frozenset[Roles]:
    """The roles held there and then; a code that is no longer a role counts for nothing."""
    held = {grant.role for grant in grants if grant.holds(company_id, site_id, at)}
    return frozenset(role for role in Roles if role.value in held)


def may_write(roles: frozenset[Roles]) -> bool:
    """Whether somebody with these roles may change anything: an auditor may not, whatever else they are."""
    return bool(roles) and not roles & READS_ALL_WRITES_NOTHING
