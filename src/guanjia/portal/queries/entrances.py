"""What a resident can do on the portal. A feature whose module is not there has no entrance."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.urls import reverse

from guanjia.foundation.sites.public import Setting, setting
from guanjia.frontdesk.queues.public import Business
from guanjia.kernel.words import gettext_noop as N_
from guanjia.places.public import Room
from guanjia.portal.queries.belongings import parcel_count, request_count, survey_count, waiting_count
from guanjia.portal.queries.residence import Residence


@dataclass(frozen=True, slots=True)
class Entrance:
    """A way in from the first page: its words, its address, and how many open things lie behind it.

    `mine`: about the reader's own account, below what a household does every week.
    """

    code: str
    label: str
    icon: str
    url: str
    count: int = 0
    mine: bool = False


Count = Callable[[Residence, datetime], int]


@dataclass(frozen=True, slots=True)
class _Kind:
    code: str
    label: str
    icon: str
    url_name: str
    needs_home: bool = True
    needs_rooms: bool = False
    needs_counters: bool = False
    count: Count | None = None
    mine: bool = False


KINDS: list[_Kind] = [
    _Kind("report", N_("Report something"), "tool", "portal:report"),
    _Kind("requests", N_("My requests"), "list-check", "portal:requests", needs_home=False, count=request_count),
    _Kind("visitors", N_("Visitors"), "user-plus", "portal:visitors", count=waiting_count),
    _Kind("parcels", N_("Parcels"), "package", "portal:parcels", count=parcel_count),
    _Kind("cards", N_("My cards"), "id", "portal:cards"),
    _Kind("household", N_("My household"), "users", "portal:household"),
    _Kind("complaints", N_("Complain"), "message-exclamation", "portal:complaints", needs_home=False),
    _Kind("surveys", N_("Are you content?"), "star", "portal:surveys", count=survey_count),
    _Kind("desk", N_("A time at the desk"), "calendar-time", "portal:desk_times", needs_counters=True),
    _Kind("room", N_("Book a meeting room"), "calendar-plus", "portal:enquiry", needs_rooms=True),
    _Kind("notices", N_("Announcements"), "speakerphone", "portal:notices"),
    _Kind("privacy", N_("My data"), "shield-lock", "portal:privacy", needs_home=False, mine=True),
    _Kind("account", N_("Signed-in devices"), "device-mobile", "portal:account", needs_home=False, mine=True),
]


PAY_URL = Setting(
    "portal.pay_url", "text", "", N_("Where residents pay (an address that begins with https://); empty: not shown"),
    maximum=300,
)  # fmt: skip
"""We keep no ledger and take no money: this leads to whoever does."""


def leads_outside(url: str) -> bool:
    """Whether the address may stand on the page: encrypted, with a host, nothing but an address."""
    parts = urlsplit(url)
    return parts.scheme == "https" and bool(parts.hostname) and "@" not in parts.netloc and " " not in url


def entrances_for(residence: Residence, user: Any, at: datetime) -> list[Entrance]:
    """The entrances that the person may use now; the rooms' only where the site lets any, the desk's times only where it has counters."""
    homes = bool(residence.homes)
    rooms = Room.objects.filter(site=residence.site).exists()
    counters = Business.objects.filter(site=residence.site, is_open=True).exists()
    found = [
        Entrance(kind.code, kind.label, kind.icon, reverse(kind.url_name, args=[residence.site.code]),
                 kind.count(residence, at) if kind.count else 0, kind.mine)
        for kind in KINDS
        if (homes or not kind.needs_home)
        and (rooms or not kind.needs_rooms)
        and (counters or not kind.needs_counters)
    ]  # fmt: skip
    url = str(setting(residence.site, PAY_URL.key)).strip()
    return [*found, Entrance("pay", N_("Pay fees"), "receipt", url)] if homes and leads_outside(url) else found
