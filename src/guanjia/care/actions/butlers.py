"""Whose building is whose; judgements of others."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from guanjia.care.actions.refusals import CareRefused
from guanjia.care.models import ButlerAssignment, Evaluation
from guanjia.care.rules.evaluation import Judge
from guanjia.foundation.journal.public import record
from guanjia.foundation.sites.public import Site, local
from guanjia.people.public import Roles, has_role
from guanjia.places.public import Building

BUTLER = "care.butler"


@transaction.atomic
def assign_butler(
    *, site: Site, building: Building, user: Any, contact: str = "", actor: Any, at: datetime
) -> ButlerAssignment:
    """Give a building its butler (REPR-020); the one before ends today. Raises CareRefused for who is no butler of the site."""
    if building.site_id != site.pk or not has_role(user, site, Roles.BUTLER, at=at):
        raise CareRefused(_("Only a butler of this site can have a building."))
    today = local(site, at).date()
    current = ButlerAssignment.objects.select_for_update().filter(building=building, until=None).first()
    if current is not None and current.user_id == user.pk:
        ButlerAssignment.objects.filter(pk=current.pk).update(contact=contact.strip())
        return current
    if current is not None:
        ButlerAssignment.objects.filter(pk=current.pk).update(until=today)
    row = ButlerAssignment.objects.create(site=site, building=building, user=user, contact=contact.strip(), since=today)
    record(site=site, at=at, actor=actor, action="assign", subject=(BUTLER, row.pk), changes={"user": user.pk})
    return row


@transaction.atomic
def enter_evaluation(
    *, site: Site, judge: Judge, held_on: date, percent: int, answers: int, note: str = "", actor: Any, at: datetime
) -> Evaluation:
    """A judgement of a third party or of colleagues; the owners' comes from calls and surveys and is not typed (CUST-021)."""
    if judge is Judge.OWNER:
        raise CareRefused(_("What owners say comes from the calls and surveys."))
    if not 0 <= percent <= 100 or answers < 1 or held_on > local(site, at).date():
        raise CareRefused(_("Per cent 0 to 100, at least one answer, not in the future."))
    row = Evaluation.objects.create(
        site=site,
        judge=judge,
        held_on=held_on,
        percent=percent,
        answers=answers,
        note=note.strip()[:300],
        entered_by=actor,
    )
    record(site=site, at=at, actor=actor, action="enter", subject=("care.evaluation", row.pk))
    return row
