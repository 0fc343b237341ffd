"""The door of people."""

from guanjia.people.actions.membership import GrantRefused, add_membership, end_membership, leave_site
from guanjia.people.actions.presence import enter, enter_many, leave, leave_all
from guanjia.people.models import Contact, Membership, Occupancy, Organisation, Presence, User
from guanjia.people.permissions.holding import has_role, roles_of
from guanjia.people.permissions.pages import public_page, require_page
from guanjia.people.permissions.predicates import (
    can_write,
    is_any_of,
    is_anyone,
    is_auditor,
    is_manager,
    is_signed_in,
    is_staff,
)
from guanjia.people.queries.membership import sites_of, users_with_role
from guanjia.people.queries.presence import inside, inside_count, inside_counts
from guanjia.people.rules.occupancy import HOSTS, OWNERS, Relation
from guanjia.people.rules.roles import Roles

__all__ = [
    "HOSTS",
    "OWNERS",
    "Contact",
    "GrantRefused",
    "Membership",
    "Occupancy",
    "Organisation",
    "Presence",
    "Relation",
    "Roles",
    "User",
    "add_membership",
    "can_write",
    "end_membership",
    "enter",
    "enter_many",
    "has_role",
    "inside",
    "inside_count",
    "inside_counts",
    "is_any_of",
    "is_anyone",
    "is_auditor",
    "is_manager",
    "is_signed_in",
    "is_staff",
    "leave",
    "leave_all",
    "leave_site",
    "public_page",
    "require_page",
    "roles_of",
    "sites_of",
    "users_with_role",
]
