"""Temperature at the door: measured, measured again, the plan; or declined (EPID-001, EPID-004)."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from guanjia.duties.public import Task
from guanjia.foundation.journal.public import record
from guanjia.foundation.messages.public import notify
from guanjia.foundation.persons.public import Person, holds_on, private_values, set_private
from guanjia.foundation.secrecy.public import refuse_marked
from guanjia.foundation.sites.public import Site, local, setting
from guanjia.foundation.subjects.public import changed
from guanjia.frontdesk.visitors.actions.admitting import refuse
from guanjia.frontdesk.visitors.actions.refusals import VisitRefused
from guanjia.frontdesk.visitors.actions.site import SITE
from guanjia.frontdesk.visitors.models import Screening, Visit
from guanjia.frontdesk.visitors.queries.epidemic import policy_in_force
from guanjia.frontdesk.visitors.queries.health_subjects import SCREENING
from guanjia.frontdesk.visitors.rules.epidemic import (
    SCREENING_MOVES,
    SCREENING_VERBS,
    ScreeningState,
    after_reading,
    check_distance,
    check_possible,
    health_gone_before,
)
from guanjia.frontdesk.visitors.rules.states import AT_DOOR, Refusal, VisitState
from guanjia.kernel.states import MoveRefused, check_move
from guanjia.posts.public import on_post

HEALTH_DAYS = "visitors.health_days"
S = ScreeningState


@transaction.atomic
def measure(*, visit: Visit, reading: Decimal, distance: int, actor: Any, at: datetime) -> Screening:
    """Take a visitor's temperature, the first time or, when that was high, again at once.

    Raises BadReading for a distance outside 3 to 5 cm or a reading that no body has: nothing is kept then; VisitRefused
    while no policy asks for it. The reading lies encrypted with the person; over 37.3 °C twice starts the plan.
    """
    policy = policy_in_force(visit.site, at)
    if policy is None or not policy.temperature:
        raise VisitRefused("reading", _("No policy in force asks for temperatures: none is taken."))
    check_distance(distance)
    check_possible(reading)
    open_one = Screening.objects.filter(visit=visit, state__in=(S.SECOND, S.DECLINED)).order_by("-pk").first()
    second = open_one is not None and open_one.stage is S.SECOND
    to = after_reading(reading, second=second)
    _keep_reading(visit.person, visit.site, reading, actor, at)
    if open_one is not None and second:
        return _move(open_one, to, actor, at, second_at=at)
    screening = Screening.objects.create(
        site=visit.site, person=visit.person, visit=visit, state=to, measured_at=at, by=actor
    )
    _note(screening, "measure", actor, at)
    return screening


@transaction.atomic
def decline(*, visit: Visit, actor: Any, at: datetime) -> Screening:
    """They will not be measured: nobody is forced; while the policy stands they are not let in and hear why kindly."""
    screening = Screening.objects.create(
        site=visit.site, person=visit.person, visit=visit, state=S.DECLINED, measured_at=at, by=actor
    )
    _note(screening, "decline", actor, at)
    if visit.stage in AT_DOOR | {VisitState.BOOKED}:
        refuse(visit=visit, why=Refusal.FEVER_RULE, actor=actor, at=at)
    return screening


@transaction.atomic
def isolate(*, screening: Screening, place: str, actor: Any, at: datetime) -> Screening:
    """They wait at the isolation place; they have not come in, so the visit ends at the door."""
    if not place.strip():
        raise VisitRefused("place", _("Say where they wait."))
    refuse_marked({"place": place}, site=screening.site)
    moved = _move(screening, S.ISOLATED, actor, at, place=place.strip()[:120])
    visit = screening.visit
    if visit is not None and visit.stage in AT_DOOR | {VisitState.BOOKED}:
        refuse(visit=visit, why=Refusal.FEVER_RULE, actor=actor, at=at)
    return moved


def hand_over(*, screening: Screening, to: ScreeningState, reason: str, actor: Any, at: datetime) -> Screening:
    """The health centre has them, or they went home: with words. Raises MoveRefused for a step that the table lacks."""
    if not reason.strip():
        raise VisitRefused("reason", _("Say to whom, and what they said."))
    refuse_marked({"reason": reason}, site=screening.site)
    return _move(screening, to, actor, at, reason=reason.strip())


def erase_health(task: Task) -> None:
    """The daily duty of the site: health data past its days goes, whoever it is of; a legal hold keeps it."""
    site = Site.objects.get(pk=task.subject_id)
    day = health_gone_before(local(site, task.at).date(), setting(site, HEALTH_DAYS))
    erase_health_before(site=site, moment=task.at - (local(site, task.at).date() - day), at=task.at)


@transaction.atomic
def erase_health_before(*, site: Site, moment: datetime, at: datetime) -> int:
    """Erase readings and screenings older than `moment`; the count of screenings. A second call finds none."""
    old = Screening.objects.filter(site=site, measured_at__lt=moment).select_related("person")
    going = [row for row in old if not holds_on(row.person, at)]
    for person in {row.person for row in going}:
        if person.erased_at is None:
            set_private(person, "health", _younger(person, moment), actor=None, at=at, site=site)
    Screening.objects.filter(pk__in=[row.pk for row in going]).delete()
    if going:
        changed(SCREENING, [row.pk for row in going], site=site, at=at)
        record(
            site=site, at=at, actor=None, action="erase_health", subject=(SITE, site.pk), changes={"count": len(going)}
        )
    return len(going)


def _younger(person: Person, moment: datetime) -> list[str]:
    return [text for text in private_values(person, "health") if text.split(" ")[0] >= moment.isoformat()]


def _keep_reading(person: Person, site: Site, reading: Decimal, actor: Any, at: datetime) -> None:
    kept = private_values(person, "health")
    set_private(person, "health", [*kept, f"{at.isoformat()} {reading}"], actor=actor, at=at, site=site)


def _move(
    screening: Screening, to: ScreeningState, actor: Any, at: datetime, *, reason: str = "", **fields: Any
) -> Screening:
    old = screening.stage
    check_move(SCREENING_MOVES, old, to)
    rows = Screening.objects.filter(pk=screening.pk, state=old, rev=screening.rev)
    if not rows.update(state=to, rev=screening.rev + 1, **fields):
        raise MoveRefused(old, to)
    screening.refresh_from_db()
    _note(screening, SCREENING_VERBS[to], actor, at, reason=reason, old=old)
    if to is S.PLAN:
        notify(
            site=screening.site,
            users=on_post(screening.site, "duty.manager", at),
            template="visitors.fever",
            context={"place": _("Entry")},
            link=reverse("visitors:epidemic", args=[screening.site.code]),
            urgent=True,
            at=at,
        )
    return screening


def _note(screening: Screening, verb: str, actor: Any, at: datetime, *, reason: str = "", old: str = "") -> None:
    record(
        site=screening.site,
        at=at,
        actor=actor,
        action=verb,
        subject=(SCREENING, screening.pk),
        from_state=str(old),
        to_state=screening.state,
        reason=reason,
    )
    changed(SCREENING, [screening.pk], site=screening.site, at=at)
