"""Guests are announced to the gates of a site whose gates ask (VISI-011): reference, time and pass; no name is typed twice."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from guanjia.conference.actions.admission import GUEST
from guanjia.conference.models import Event, Guest
from guanjia.conference.queries.invitations import programme_of
from guanjia.conference.rules.gates import gate_span
from guanjia.conference.rules.guests import MAY_ENTER
from guanjia.conference.rules.states import NOT_HELD, Secrecy
from guanjia.foundation.sites.public import Setting, Site, setting
from guanjia.frontdesk.visitors.public import (
    Coming,
    Visit,
    VisitKind,
    VisitState,
    expect_known,
    move_expected,
    withdraw_invitation,
)
from guanjia.kernel.states import MoveRefused
from guanjia.kernel.words import gettext_noop as N_

AT_GATES = Setting("conference.guests_at_gates", "bool", False, N_("Guests of conferences are announced to the gates"))
AHEAD = timedelta(hours=36)
"""How long before an event its guests stand in the gate's list."""
SLICE = 200
OPEN = (VisitState.BOOKED, VisitState.ARRIVED, VisitState.VERIFIED, VisitState.CONFIRMED, VisitState.ADMITTED,
        VisitState.OVERSTAYED, VisitState.DEPARTED)  # fmt: skip
"""Visits that stand for a guest; one refused or run out is made anew."""


@dataclass(frozen=True, slots=True)
class Announced:
    """What became of an event's guests at the gates."""

    made: int = 0
    moved: int = 0
    withdrawn: int = 0


def announce_all(*, site: Site, at: datetime) -> Announced:
    """Bring the gates' list of the site in line with its guest lists, a slice of guests an event; safe to run again, and on
    two hosts at once. Nothing where the site's setting is off.
    """
    if not setting(site, AT_GATES.key):
        return Announced()
    near = Q(blocks__starts_at__lte=at + AHEAD, blocks__ends_at__gte=at)
    listed = Visit.objects.filter(site=site, source_kind=GUEST, state=VisitState.BOOKED).values("source_id")
    events = Event.objects.filter(site=site).filter(near | Q(guests__in=listed)).distinct()
    done = [announce_guests(event_id=pk, at=at) for pk in events.values_list("pk", flat=True)]
    return Announced(
        sum(each.made for each in done), sum(each.moved for each in done), sum(each.withdrawn for each in done)
    )


@transaction.atomic
def announce_guests(*, event_id: int, at: datetime) -> Announced:
    """Announce who may come and is not announced, move whose event moved, withdraw who does not come. The event's row is
    locked: two callers do it once.
    """
    event = Event.objects.select_for_update(of=("self",)).select_related("site").get(pk=event_id)
    span = gate_span([(starts, ends) for starts, ends, _room in programme_of(event).rows])
    comes = event.stage not in NOT_HELD and event.secrecy != Secrecy.CONTROLLED and span is not None
    wanted = _wanted(event) if comes and span and span[1] > at else Guest.objects.none()
    booked = Visit.objects.filter(
        source_kind=GUEST, source_id__in=event.guests.values("pk"), state=VisitState.BOOKED
    ).select_related("site", "person")
    keep = set(wanted.values_list("pk", flat=True))
    fates = [_follow(visit, visit.source_id in keep, span, at) for visit in booked]
    made = _announce(event, wanted, span, at) if span else 0
    return Announced(made, fates.count("moved"), fates.count("withdrawn"))


def _follow(visit: Visit, comes: bool, span: tuple[datetime, datetime] | None, at: datetime) -> str:
    """Withdraw or move what stands in the gate's list; "" where nothing is to do, or the gate has them at the door already."""
    try:
        if not comes:
            withdraw_invitation(visit=visit, actor=None, at=at)
            return "withdrawn"
        if span is not None and (visit.expected_at, visit.pass_until) != span:
            move_expected(visit=visit, starts=span[0], until=span[1], actor=None, at=at)
            return "moved"
    except MoveRefused:
        return ""
    return ""


def _announce(event: Event, wanted: QuerySet[Guest], span: tuple[datetime, datetime], at: datetime) -> int:
    known = Visit.objects.filter(source_kind=GUEST, source_id=OuterRef("pk"), state__in=OPEN)
    fresh = list(wanted.filter(~Exists(known)).select_related("person").order_by("pk")[:SLICE])
    title = programme_of(event).title
    for guest in fresh:
        coming = Coming(
            name=guest.name, kind=VisitKind.CONFERENCE, purpose=title, affiliation="", expected_at=span[0],
            until=span[1], source=(GUEST, guest.pk),
        )  # fmt: skip
        expect_known(site=event.site, person=guest.person, coming=coming, how="conference", actor=None, at=at)
    return len(fresh)


def _wanted(event: Event) -> QuerySet[Guest]:
    """Who may come in and is somebody on file; a substitute once approved."""
    rows = Guest.objects.filter(event=event, state__in=MAY_ENTER, person__isnull=False)
    return rows.exclude(stands_in_for__isnull=False, approved_by=None)
