"""The door of people."""

from guanjia.people.actions.membership import GrantRefused, add_membership, end_membership, leave_site
from guanjia.people.actions.occupancy import (
    OCCUPANCY,
    UNIT,
    OccupancyChanged,
    OccupancyRefused,
    add_occupancy,
    announce_end,
    end_occupancy,
    extend_occupancy,
    lapse_occupancy,
    set_contact,
    set_lives_here,
)
from guanjia.people.actions.presence import enter, enter_many, leave, leave_all
from guanjia.people.actions.settling import OccupancyDraft, add_occupancies
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
from guanjia.people.queries.occupancy import (
    Household,
    belongings,
    former_of,
    hosts_of,
    household,
    households,
    is_host,
    local_day,
    occupants_of,
    units_of,
)
from guanjia.people.queries.presence import inside, inside_count, inside_counts
from guanjia.people.queries.ties import Tie, ties
from guanjia.people.rules.occupancy import HOSTS, OWNERS, Relation, Span
from guanjia.people.rules.roles import Roles

__all__ = [
    "HOSTS",
    "OCCUPANCY",
    "OWNERS",
    "UNIT",
    "Contact",
    "GrantRefused",
    "Household",
    "Membership",
    "Occupancy",
    "OccupancyChanged",
    "OccupancyDraft",
    "OccupancyRefused",
    "Organisation",
    "Presence",
    "Relation",
    "Roles",
    "Span",
    "Tie",
    "User",
    "add_membership",
    "add_occupancies",
    "add_occupancy",
    "announce_end",
    "belongings",
    "can_write",
    "end_membership",
    "end_occupancy",
    "enter",
    "enter_many",
    "extend_occupancy",
    "former_of",
    "has_role",
    "hosts_of",
    "household",
    "households",
    "inside",
    "inside_count",
    "inside_counts",
    "is_any_of",
    "is_anyone",
    "is_auditor",
    "is_host",
    "is_manager",
    "is_signed_in",
    "is_staff",
    "lapse_occupancy",
    "leave",
    "leave_all",
    "leave_site",
    "local_day",
    "occupants_of",
    "public_page",
    "require_page",
    "roles_of",
    "set_contact",
    "set_lives_here",
    "sites_of",
    "ties",
    "units_of",
    "users_with_role",
]
