"""A client's own events: those of the organisations they speak for, and those whose contact they are."""

from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from guanjia.conference.models import Block, Event
from guanjia.conference.rules.states import BlockState, Secrecy
from guanjia.foundation.sites.public import Site
from guanjia.people.public import Contact


def events_of_client(user: Any, site: Site) -> QuerySet[Event]:
    """The events at the site that the account may follow, the next first; never a controlled one (FIELD 1).

    An account is tied to organisations by the person behind it, and to single events by its own e-mail address.
    """
    mine = Q(pk__in=[])
    if user.email:
        mine |= Q(contact_email__iexact=user.email)
    if user.person_id is not None:
        mine |= Q(organisation__in=Contact.objects.filter(person_id=user.person_id).values("organisation"))
    rooms = Block.objects.exclude(state=BlockState.CANCELLED).select_related("room").order_by("starts_at", "pk")
    rows = Event.objects.filter(mine, site=site).exclude(secrecy=Secrecy.CONTROLLED)
    return rows.select_related("coordinator").prefetch_related(Prefetch("blocks", rooms)).order_by("-starts_at", "-pk")
