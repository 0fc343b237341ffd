"""A client's own events: those of the organisations they speak for, and those whose contact they are."""

from datetime import datetime
from typing import Any

from django.db.models import Case, F, Prefetch, Q, QuerySet, When

from guanjia.conference.models import Block, Event
from guanjia.conference.rules.states import BlockState, Secrecy
from guanjia.foundation.persons.public import Person, private_values
from guanjia.foundation.sites.public import Site
from guanjia.people.public import Contact


def events_of_client(user: Any, site: Site, at: datetime) -> QuerySet[Event]:
    """The events at the site that the account may follow; never a controlled one (FIELD 1).

    What is still to come or has no time yet stands first, the nearest on top, then what is over, the latest on top.

    What counts is the person behind the account: the organisations whose contact they are, and the events that name an
    e-mail address that the house keeps of them. The account's own address does not: its owner may change it.
    """
    person = Person.objects.filter(pk=user.person_id, erased_at=None).first() if user.person_id else None
    if person is None:
        return Event.objects.none()
    mine = Q(organisation__in=Contact.objects.filter(person_id=person.pk).values("organisation"))
    for address in private_values(person, "email"):
        mine |= Q(contact_email__iexact=address)
    held_in = Block.objects.exclude(state=BlockState.CANCELLED).select_related("room").order_by("starts_at", "pk")
    rows = Event.objects.filter(mine, site=site).exclude(secrecy=Secrecy.CONTROLLED)
    over = Case(When(ends_at__lt=at, then=1), default=0)
    next_start = Case(When(ends_at__lt=at, then=None), default=F("starts_at"))
    rows = rows.order_by(over, next_start.asc(nulls_last=True), "-starts_at", "-pk")
    return rows.select_related("coordinator").prefetch_related(Prefetch("blocks", held_in))
