"""Isolated homes: asked every day how they are, brought what they need, invited to what happens online (EPID-008, EPID-009)."""

from datetime import date, datetime, time
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from guanjia.duties.public import Task
from guanjia.foundation.journal.public import record
from guanjia.foundation.messages.public import write_to
from guanjia.foundation.secrecy.public import refuse_marked
from guanjia.foundation.sites.public import Site, local, to_utc
from guanjia.foundation.subjects.public import changed
from guanjia.frontdesk.visitors.actions.refusals import VisitRefused
from guanjia.frontdesk.visitors.actions.site import SITE, watch_site
from guanjia.frontdesk.visitors.models import Isolation
from guanjia.frontdesk.visitors.queries.epidemic import policy_in_force
from guanjia.frontdesk.visitors.queries.health_subjects import ISOLATION
from guanjia.frontdesk.visitors.queries.hosts import hosts_of
from guanjia.frontdesk.visitors.rules.isolating import ISOLATION_MOVES, IsolationState, is_span_allowed
from guanjia.kernel.states import MoveRefused, check_move
from guanjia.places.public import Unit

ACTIVITY = "visitors.activity"
STATE = IsolationState


def isolate_home(*, site: Site, unit: Unit, order: str, until: date, actor: Any, at: datetime) -> Isolation:
    """A home is isolated by an order of the authority until the day it names. Who is ill has no field.

    Raises VisitRefused while no policy is in force, without the order's number, for a span over 28 days, and for a home that
    is isolated already.
    """
    today = local(site, at).date()
    if policy_in_force(site, at) is None:
        raise VisitRefused("unit", _("No policy in force asks for it: nobody is isolated."))
    if unit.site_id != site.pk or not order.strip():
        raise VisitRefused("order", _("Only an order of the authority isolates a home: give its number."))
    if not is_span_allowed(today, until):
        raise VisitRefused("until", _("It ends after today and within 28 days."))
    refuse_marked({"order": order}, site=site)
    ends_at = to_utc(site, datetime.combine(until, time()))
    try:
        with transaction.atomic():
            row = Isolation.objects.create(site=site, unit=unit, order=order.strip()[:80], since=today, until=until,
                                           ends_at=ends_at, made_at=at)  # fmt: skip
            record(
                site=site, at=at, actor=actor, action="isolate_home", subject=(ISOLATION, row.pk), to_state=row.state
            )
            changed(ISOLATION, [row.pk], site=site, at=at)
            watch_site(site=site, at=at)
    except IntegrityError as running:
        raise VisitRefused("unit", _("This home is isolated already.")) from running
    return row


@transaction.atomic
def free_home(*, isolation: Isolation, actor: Any, at: datetime, reason: str = "") -> Isolation:
    """The isolation is over, by its day or by the authority's word. Raises MoveRefused for one that is over."""
    check_move(ISOLATION_MOVES, isolation.stage, STATE.ENDED)
    refuse_marked({"reason": reason}, site=isolation.site)
    if not Isolation.objects.filter(pk=isolation.pk, state=STATE.RUNNING).update(
        state=STATE.ENDED, rev=isolation.rev + 1
    ):
        raise MoveRefused(STATE.ENDED, STATE.ENDED)
    isolation.refresh_from_db()
    record(site=isolation.site, at=at, actor=actor, action="free_home", subject=(ISOLATION, isolation.pk),
           from_state=STATE.RUNNING, to_state=STATE.ENDED, reason=reason)  # fmt: skip
    changed(ISOLATION, [isolation.pk], site=isolation.site, at=at)
    return isolation


def end_isolation(task: Task) -> None:
    """The clock ends an isolation on its day; one that ended meanwhile is left alone."""
    row = Isolation.objects.select_related("site").filter(pk=task.subject_id, state=STATE.RUNNING).first()
    if row is not None and row.ends_at <= task.at:
        free_home(isolation=row, actor=None, at=task.at)


@transaction.atomic
def invite_isolated(*, site: Site, title: str, when: datetime, how: str, actor: Any, at: datetime) -> int:
    """Tell everybody in isolated homes of something that happens online (EPID-009); how many were told.

    Raises VisitRefused for a moment that is past, and when no home is isolated.
    """
    if when <= at:
        raise VisitRefused("when", _("That moment is over."))
    refuse_marked({"title": title, "how": how}, site=site)
    homes = list(Isolation.objects.filter(site=site, state=STATE.RUNNING).select_related("unit"))
    if not homes:
        raise VisitRefused("title", _("No home is isolated now."))
    told = {person.pk: person for home in homes for person in hosts_of(site, home.unit_id, at)}
    for person in told.values():
        write_to(site=site, person=person, template=ACTIVITY, context={"title": title, "when": when, "how": how}, at=at)
    record(
        site=site, at=at, actor=actor, action="invite_isolated", subject=(SITE, site.pk), changes={"told": len(told)}
    )
    return len(told)
