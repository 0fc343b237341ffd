"""Finding guests and counting heads."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import models
from django.db.models import F, Q, QuerySet

from guanjia.conference.models import Block, Desk, Event, Guest, NoteKind, ServiceNote
from guanjia.conference.rules.guests import Count, GuestState, Head, count_heads
from guanjia.conference.rules.queue import (
    BEGINS,
    LASTS,
    LOOK_BACK,
    MINUTE,
    Flow,
    QueueHint,
    hold_s,
    in_rush,
    queue_hint,
)
from guanjia.conference.rules.states import OVER, BlockState
from guanjia.foundation.persons.public import find_by_phone, find_by_phone_tail
from guanjia.foundation.sites.public import Site, local, setting

MOST = 20
PER_MINUTE = "conference.desk_guests_per_minute"


def find_guests(site: Site, event: Event, words: str) -> list[Guest]:
    """Guests of the event by part of the name, pinyin, pinyin initials, or the phone, whole or its last four digits.

    At most 20, who is not here yet first.
    """
    text = words.strip()
    if not text:
        return []
    match = Q(name__icontains=text)
    if text.isascii() and not text.isdigit():
        letters = text.replace(" ", "").lower()
        match |= Q(pinyin__startswith=letters) | Q(initials__startswith=letters)
    if text.isdecimal() and len(text) >= 4:
        found = find_by_phone_tail(site=site, tail=text) if len(text) == 4 else find_by_phone(site=site, phone=text)
        match |= Q(person_id__in=[person.pk for person in found])
    rows = Guest.objects.filter(match, event=event).select_related("delegation", "event", "person")
    return list(rows.order_by(F("admitted_at").asc(nulls_first=True), "rank_no", "pk")[:MOST])


def guest_rows(event: Event) -> QuerySet[Guest]:
    """The guest list in the organiser's order, then by organisation."""
    return (
        Guest.objects.filter(event=event)
        .select_related("delegation", "stands_in_for", "event__site", "person")
        .order_by("rank_no", "delegation__name", "pk")
    )


def head_count(event: Event) -> Count:
    """Expected, present, excused, substituted: what is read aloud before the start (FIELD 15). One query of few rows."""
    guests = Guest.objects.filter(event=event).annotate(
        entered=Q(admitted_at__isnull=False), substitutes=Q(stands_in_for__isnull=False)
    )
    rows = guests.order_by().values_list("state", "entered", "substitutes").annotate(number=models.Count("pk"))
    return count_heads(Head(GuestState(state), *rest) for state, *rest in rows)


def inside_count(event: Event) -> int:
    """How many came in and did not leave."""
    return Guest.objects.filter(event=event, admitted_at__isnull=False, left_at=None).count()


def desk_load(event: Event, now: datetime) -> dict[str, int]:
    """Admissions of the last five minutes by desk: where a queue may stand (GUES-010)."""
    load: dict[str, int] = {}
    recent = Guest.objects.filter(event=event, admitted_at__gt=now - LOOK_BACK, admitted_at__lte=now)
    for desk in recent.values_list("admitted_desk", flat=True):
        load[desk] = load.get(desk, 0) + 1
    return dict(sorted(load.items()))


@dataclass(frozen=True)
class Hold:
    """Entry is limited to `limit` people a minute: the door holds for `seconds` now (0 = go on), `until` that wall time."""

    limit: int
    seconds: int
    until: str


def hold_of(event: Event, now: datetime) -> Hold | None:
    """Whether the door holds (INMT-002); None where entry is not limited. The last word of each meeting that is not over
    counts, the tightest limit holds. One query, or three."""
    kinds = (NoteKind.LIMITED, NoteKind.OPENED)
    notes = ServiceNote.objects.filter(block__event=event, kind__in=kinds, at__lte=now).exclude(block__state__in=OVER)
    last = {row.block_id: row for row in notes.order_by("at", "pk")}
    limits = [int(row.words) for row in last.values() if row.kind == NoteKind.LIMITED]
    if not limits:
        return None
    since, rows = now - MINUTE, Guest.objects.filter(event=event)
    passed = [*rows.filter(admitted_at__gt=since, admitted_at__lte=now).values_list("admitted_at", flat=True)]
    passed += rows.filter(left_at__gt=since, left_at__lte=now).values_list("left_at", flat=True)
    seconds = hold_s(min(limits), passed, now)
    return Hold(min(limits), seconds, f"{local(event.site, now + timedelta(seconds=seconds)):%H:%M:%S}")


def hint_of(event: Event, count: Count, now: datetime) -> QueueHint | None:
    """How the desks stand around the next start; None when nobody is expected to come now. Three queries."""
    soon = Block.objects.filter(event=event, starts_at__gte=now - LASTS, starts_at__lte=now + BEGINS)
    starts_at = (
        soon.exclude(state=BlockState.CANCELLED).order_by("starts_at").values_list("starts_at", flat=True).first()
    )
    if starts_at is None or not in_rush(starts_at, now):
        return None
    load = desk_load(event, now)
    desks = set(load) | set(Desk.objects.filter(event=event, revoked_at=None).values_list("name", flat=True))
    minutes = (starts_at - now) / timedelta(minutes=1)
    flow = Flow(len(desks), sum(load.values()), max(count.missing, 0), minutes)
    return queue_hint(flow, int(setting(event.site, PER_MINUTE)))
