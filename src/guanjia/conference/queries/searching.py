"""What the one box finds of conferences: events by number and title, guests through their persons."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.urls import reverse

from guanjia.conference.models import Delegation, Event, Guest
from guanjia.conference.permissions import can_plan, can_see_conferences
from guanjia.conference.rules.states import Secrecy
from guanjia.foundation.persons.public import Person
from guanjia.foundation.search.public import Hit
from guanjia.foundation.sites.public import Site

KIND = "conference.event"
MOST = 8


def look_up_events(user: Any, site: Site, text: str) -> Iterable[Hit]:
    """The newest events of the site whose number, title or subtitle holds every word.

    A controlled meeting is found by those who plan only, and by its number: there is nothing else to find (FIELD 1).
    """
    if not can_see_conferences(user, site):
        return []
    rows = Event.objects.filter(site=site)
    for word in text.split():
        rows = rows.filter(Q(ref__icontains=word) | Q(title__icontains=word) | Q(subtitle__icontains=word))
    if not can_plan(user, site):
        rows = rows.exclude(secrecy=Secrecy.CONTROLLED)
    found = rows.order_by("-starts_at", "-pk")[:MOST]
    return [
        Hit(KIND, row.pk, row.title, reverse("conference:event", args=[site.code, row.ref]), row.ref) for row in found
    ]


def guest_page_of(user: Any, site: Site, person: Person) -> str | None:
    """Where a person is shown as a guest: the newest list they are on; None for who may not see guests."""
    if not can_see_conferences(user, site):
        return None
    guest = (
        Guest.objects.filter(site=site, person=person)
        .select_related("event")
        .order_by("-event__starts_at", "-pk")
        .first()
    )
    if guest is not None:
        page = ("guest", guest.event.ref, guest.pk) if can_plan(user, site) else ("checkin", guest.event.ref)
        return reverse(f"conference:{page[0]}", args=[site.code, *page[1:]]) + (
            "" if can_plan(user, site) else f"?q={guest.name}"
        )
    asked = Delegation.objects.filter(site=site, contact=person).select_related("event").order_by("-pk").first()
    return None if asked is None else reverse("conference:delegations", args=[site.code, asked.event.ref])
