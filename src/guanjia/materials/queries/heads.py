"""For how many, and for whom, a paper is made."""

from django.db.models import QuerySet

from guanjia.conference.public import Event, Guest, GuestState
from guanjia.foundation.sites.public import setting
from guanjia.materials.models import Paper
from guanjia.materials.rules.copies import Reader, copies_for, packed
from guanjia.materials.rules.states import Packing

SPARE = "materials.spare_percent"
COMES = (GuestState.INVITED, GuestState.CONFIRMED)


def readers_of(event: Event) -> QuerySet[Guest]:
    """Who comes, as far as is known."""
    return Guest.objects.filter(event=event, state__in=COMES).select_related("delegation")


def heads_of(event: Event) -> int:
    """Who comes by the guest list; without a list, the number that is guaranteed or expected."""
    listed = readers_of(event).count()
    return listed or event.guaranteed_count or event.expected_count


def spare_of(event: Event) -> int:
    """The spare share of the site in percent (MATR-007)."""
    return int(setting(event.site, SPARE))


def wanted_of(paper: Paper, heads: int, spare: int) -> int:
    """How many copies there should be: frozen once printed, before that following the guest list."""
    return paper.wanted if paper.wanted is not None else copies_for(heads, spare)


def in_packing_order(paper: Paper) -> list[Guest]:
    """Who gets the paper, in the order in which its copies are packed."""
    guests = {guest.pk: guest for guest in readers_of(paper.event)}
    readers = [Reader(guest.pk, guest.pinyin or guest.name, guest.seat, guest.rank_no) for guest in guests.values()]
    return [guests[each.guest_id] for each in packed(readers, Packing(paper.packing))]
