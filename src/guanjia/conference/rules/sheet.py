"""The function sheet (会务任务单): whom it concerns, what changed between two versions, in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from guanjia.kernel.words import Word
from guanjia.kernel.words import gettext_noop as N_


class Department(Word):
    """Whom the sheet goes to."""

    ENGINEERING = "engineering", N_("Engineering")
    SECURITY = "security", N_("Security")
    CLEANING = "cleaning", N_("Cleaning")
    CATERING = "catering", N_("Catering")
    FRONT_DESK = "front_desk", N_("Front desk")
    HOTLINE = "hotline", N_("Hotline")


D = Department
ALL = frozenset(Department)
POSTS: Mapping[Department, str] = {
    D.ENGINEERING: "technician",
    D.SECURITY: "security",
    D.CLEANING: "environment.supervisor",
    D.CATERING: "conference.attendant",
    D.FRONT_DESK: "frontdesk",
    D.HOTLINE: "hotline",
}
"""Who acknowledges for a department: standards/sheets.yaml names the same posts."""


@dataclass(frozen=True, slots=True)
class Field:
    """A fact of the sheet: its code, English label and the departments that must know of a change."""

    code: str
    label: str
    concerns: frozenset[Department]


FIELDS: tuple[Field, ...] = (
    Field("title", N_("Meeting"), frozenset({D.FRONT_DESK, D.HOTLINE})),
    Field("client", N_("Client"), frozenset({D.FRONT_DESK, D.HOTLINE})),
    Field("rooms", N_("Rooms and times"), ALL),
    Field("headcount", N_("Headcount"), ALL),
    Field("vip_count", N_("Guests of honour"), frozenset({D.SECURITY, D.CATERING, D.FRONT_DESK})),
    Field("style", N_("Set-up style"), frozenset({D.ENGINEERING, D.CLEANING})),
    Field("services", N_("Services"), frozenset({D.ENGINEERING, D.CATERING, D.CLEANING, D.FRONT_DESK})),
    Field("menu", N_("Tea breaks and menu"), frozenset({D.CATERING, D.CLEANING})),
    Field("diets", N_("Diets"), frozenset({D.CATERING})),
    Field("special", N_("Special needs"), frozenset({D.FRONT_DESK, D.CATERING, D.SECURITY})),
    Field("contacts", N_("Contacts"), frozenset({D.HOTLINE, D.FRONT_DESK})),
    Field("engineering", N_("For engineering"), frozenset({D.ENGINEERING})),
    Field("security", N_("For security"), frozenset({D.SECURITY})),
    Field("cleaning", N_("For cleaning"), frozenset({D.CLEANING})),
    Field("cleaners", N_("Cleaners"), frozenset({D.CLEANING})),
    Field("secrecy", N_("Secrecy"), ALL),
    Field("cleared_staff", N_("Cleared staff"), ALL),
    Field("called_off", N_("Called off"), ALL),
)
BY_CODE: Mapping[str, Field] = {field.code: field for field in FIELDS}
CONTROLLED = frozenset({"rooms", "headcount", "secrecy", "cleared_staff", "called_off"})
"""All that the sheet of a controlled meeting says (FIELD 1)."""


@dataclass(frozen=True, slots=True)
class Change:
    """One field, as it was and as it is."""

    code: str
    old: Any
    new: Any

    @property
    def label(self) -> str:
        """The field's English label."""
        return BY_CODE[self.code].label


def differences(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Change]:
    """What changed, in the order of the sheet. A missing field and an empty one are the same."""
    pairs = ((field.code, old.get(field.code), new.get(field.code)) for field in FIELDS)
    return [Change(code, was, now) for code, was, now in pairs if (was or None) != (now or None)]


def concerned(changes: Iterable[Change]) -> list[Department]:
    """The departments that must acknowledge anew, in their fixed order."""
    wanted = {department for change in changes for department in BY_CODE[change.code].concerns}
    return [department for department in Department if department in wanted]


def fitting(facts: Mapping[str, Any], *, controlled: bool) -> dict[str, Any]:
    """The facts that a sheet may hold, in its order: for a controlled meeting only those of CONTROLLED."""
    allowed = CONTROLLED if controlled else frozenset(BY_CODE)
    return {field.code: facts[field.code] for field in FIELDS if field.code in allowed and field.code in facts}


class Role(Word):
    """A part in the team of an event (TEAM-001, TEAM-006, TEAM-007, TEAM-013)."""

    PROJECT = "project_manager", N_("Project manager")
    VENUE = "venue_manager", N_("Venue manager")
    TECHNICAL = "technical_manager", N_("Technical manager")
    LIAISON = "client_liaison", N_("Client liaison")
    PROPERTY = "property_contact", N_("Property's contact")
    CONFERENCE = "conference_contact", N_("Conference contact")
    ACROSS = "cross_coordinator", N_("Co-ordinator across departments")
    RECEPTION = "reception", N_("Reception")
    TECHNICIANS = "technicians", N_("Technicians")
    CLEANERS = "cleaners", N_("Cleaners")
    GUARDS = "guards", N_("Guards")


CORE = (Role.PROJECT, Role.VENUE, Role.TECHNICAL, Role.LIAISON)
SUPPORT = (Role.RECEPTION, Role.TECHNICIANS, Role.CLEANERS, Role.GUARDS)
CONTACTS = (Role.PROPERTY, Role.CONFERENCE, Role.ACROSS)


def support_heads(*, headcount: int, rooms: int, cleaners: int, large: bool) -> dict[Role, int]:
    """How many of each trade the support group needs by size. The sources give only the cleaners; the rest is ours:
    a receptionist for every 50 guests begun, a technician a room, a guard for every 100, two at least when large.
    """
    return {
        Role.RECEPTION: max(1, -(-headcount // 50)),
        Role.TECHNICIANS: max(1, rooms),
        Role.CLEANERS: cleaners,
        Role.GUARDS: max(2 if large else 1, -(-headcount // 100)),
    }
