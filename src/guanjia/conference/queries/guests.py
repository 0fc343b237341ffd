"""Finding guests and counting heads."""

from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from guanjia.conference.models import Event, Guest
from guanjia.conference.rules.guests import Count, GuestState, Head, count_heads
from guanjia.foundation.persons.public import find_by_phone_tail
from guanjia.foundation.sites.public import Site

MOST = 20
PEAK = timedelta(minutes=5)


def find_guests(site: Site, event: Event, words: str) -> list[Guest]:
    """Guests of the event by part of the name, pinyin, pinyin initials, or the last four digits of the phone.

    At most 20, who is not here yet first.
    """
    text = words.strip()
    if not text:
        return []
    match = Q(name__icontains=text)
    if text.isascii() and not text.isdigit():
        letters = text.replace(" ", "").lower()
        match |= Q(pinyin__startswith=letters) | Q(initials__startswith=letters)
    if text.isdigit() and len(text) == 4:
        match |= Q(person_id__in=[person.pk for person in find_by_phone_tail(site=site, tail=text)])
    rows = Guest.objects.filter(match, event=event).select_related("delegation")
    return list(rows.order_by("admitted_at", "rank_no", "pk")[:MOST])


def guest_rows(event: Event) -> QuerySet[Guest]:
    """The guest list in the organiser's order, then by organisation."""
    return (
        Guest.objects.filter(event=event)
        .select_related("delegation", "stands_in_for", "event__site")
        .order_by("rank_no", "delegation__name", "pk")
    )


def head_count(event: Event) -> Count:
    """Expected, present, excused, substituted: what is read aloud before the start (FIELD 15). One query."""
    rows = Guest.objects.filter(event=event).values_list("state", "admitted_at", "stands_in_for")
    return count_heads(Head(GuestState(state), at is not None, stands is not None) for state, at, stands in rows)


def inside_count(event: Event) -> int:
    """How many came in and did not leave."""
    return Guest.objects.filter(event=event, admitted_at__isnull=False, left_at=None).count()


def desk_load(event: Event, now: datetime) -> dict[str, int]:
    """Admissions of the last five minutes by desk: where a queue may stand (GUES-010)."""
    load: dict[str, int] = {}
    recent = Guest.objects.filter(event=event, admitted_at__gt=now - PEAK, admitted_at__lte=now)
    for desk in recent.values_list("admitted_desk", flat=True):
        load[desk] = load.get(desk, 0) + 1
    return dict(sorted(load.items()))
