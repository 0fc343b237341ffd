"""Where a site's gates ask, the guests of a rehearsal come by them: announced, let in on their pass, out again."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from guanjia.conference.actions.admission import GUEST
from guanjia.conference.actions.gates import AT_GATES, OPEN, announce_all
from guanjia.conference.models import Event, Guest
from guanjia.conference.rules.guests import MAY_ENTER
from guanjia.foundation.rehearsal.public import Invariant, Stage
from guanjia.foundation.sites.public import Site, setting
from guanjia.frontdesk.visitors.public import Visit, VisitRefused, VisitState, admit, sign_out
from guanjia.posts.public import on_post

EVERY = timedelta(hours=1)
WALK = timedelta(minutes=10)
INSIDE = (VisitState.ADMITTED, VisitState.OVERSTAYED)


def plant_gates(stage: Stage, event: Event, ends: datetime) -> None:
    """The list of the gates follows the guest list each hour until the guests have gone."""
    if setting(stage.site, AT_GATES.key):
        stage.at(stage.now + EVERY, Announce(ends))
        stage.at(ends + WALK, AllLeave(event.pk))


def come_by_gate(stage: Stage, guest: Guest) -> None:
    """The guard lets them in on their pass, where they stand in the list; else the desk indoors is the first to ask."""
    visit = Visit.objects.select_related("site", "person", "unit").filter(
        site=stage.site, source_kind=GUEST, source_id=guest.pk, state=VisitState.BOOKED
    )
    if (found := visit.first()) is None:
        return
    try:
        admit(visit=found, actor=guard_of(stage), at=stage.now)
        stage.counts["at_gates"] += 1
    except VisitRefused:
        stage.counts["refused_at_gates"] += 1


@dataclass(frozen=True)
class Announce:
    """What the beat of a house does each minute."""

    ends: datetime

    def __call__(self, stage: Stage) -> None:
        stage.counts["announced"] += announce_all(site=stage.site, at=stage.now).made
        if stage.now < self.ends + 4 * EVERY:
            stage.at(stage.now + EVERY, Announce(self.ends))


@dataclass(frozen=True)
class AllLeave:
    """The hall empties, and everybody is scanned out."""

    event_id: int

    def __call__(self, stage: Stage) -> None:
        guests = Guest.objects.filter(event=self.event_id).values("pk")
        rows = Visit.objects.select_related("site", "person").filter(
            site=stage.site, source_kind=GUEST, source_id__in=guests, state__in=INSIDE
        )
        for visit in rows:
            sign_out(visit=visit, need_met=True, actor=guard_of(stage), at=stage.now)


def guard_of(stage: Stage) -> Any:
    """Whoever stands guard at this moment."""
    people = on_post(stage.site, "security", stage.now)
    return people[0] if people else None


def announced_twice(site: Site) -> list[str]:
    """Guests who stand in the gates' list more than once."""
    rows = Visit.objects.filter(site=site, source_kind=GUEST, state__in=OPEN).values_list("source_id", flat=True)
    return [f"guest {pk} stands there {count} times" for pk, count in sorted(Counter(rows).items()) if count > 1]


def expected_though_not_coming(site: Site) -> list[str]:
    """Visits that gates expect of guests who may not come."""
    rows = Visit.objects.filter(site=site, source_kind=GUEST, state=VisitState.BOOKED)
    coming = Guest.objects.filter(site=site, state__in=MAY_ENTER).values("pk")
    return [visit.number for visit in rows.exclude(source_id__in=coming)]


GATE_INVARIANTS = (
    Invariant("announced_once", announced_twice),
    Invariant("gates_follow_the_list", expected_though_not_coming),
)
