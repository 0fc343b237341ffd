"""A weak point is planned, improved, checked and closed (CUST-003)."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from guanjia.foundation.journal.public import record
from guanjia.foundation.secrecy.public import refuse_marked
from guanjia.foundation.sites.public import local
from guanjia.foundation.subjects.public import changed
from guanjia.kernel.states import MoveRefused, check_move
from guanjia.surveys.actions.building import StudyRefused
from guanjia.surveys.models import ImprovementPlan, Study
from guanjia.surveys.rules.studies import PLAN_MOVES, PLAN_VERBS, PlanState, Section, has_effect

PLAN = "surveys.plan"


@transaction.atomic
def plan_improvement(
    *,
    study: Study,
    section: Section,
    finding: str,
    measure: str,
    due_on: date,
    before: int,
    owner: Any,
    actor: Any,
    at: datetime,
) -> ImprovementPlan:
    """What is done about a weak point, by whom, until when. One plan a study and dimension: a second call returns the first."""
    if not finding.strip() or not measure.strip() or owner is None:
        raise StudyRefused(_("Say what is weak, what is done and who does it."))
    if due_on <= local(study.site, at).date():
        raise StudyRefused(_("The plan ends on a day that is still to come."))
    refuse_marked({"finding": finding, "measure": measure}, site=study.site)
    plan, made = ImprovementPlan.objects.get_or_create(
        study=study, section=section,
        defaults={
            "site": study.site, "finding": finding.strip(), "measure": measure.strip(), "owner": owner, "due_on": due_on,
            "before": before, "made_at": at,
        },
    )  # fmt: skip
    if made:
        _note(plan, "plan", "", actor, at)
    return plan


def begin_improvement(*, plan: ImprovementPlan, actor: Any, at: datetime) -> ImprovementPlan:
    """Somebody is at it."""
    return _move(plan, PlanState.DOING, actor, at)


def check_effect(*, plan: ImprovementPlan, after: int, actor: Any, at: datetime) -> ImprovementPlan:
    """It was asked again (calls, a small survey): the share now."""
    if not 0 <= after <= 100:
        raise StudyRefused(_("Per cent lie between 0 and 100."))
    return _move(plan, PlanState.CHECKED, actor, at, after=after)


def close_loop(*, plan: ImprovementPlan, actor: Any, at: datetime) -> ImprovementPlan:
    """The loop is closed when the share is better; else it begins again."""
    if not has_effect(plan.before, plan.after):
        return _move(plan, PlanState.DOING, actor, at)
    return _move(plan, PlanState.CLOSED, actor, at)


@transaction.atomic
def _move(plan: ImprovementPlan, to: PlanState, actor: Any, at: datetime, **fields: Any) -> ImprovementPlan:
    old = plan.stage
    check_move(PLAN_MOVES, old, to)
    rows = ImprovementPlan.objects.filter(pk=plan.pk, state=old, rev=plan.rev)
    if not rows.update(state=to, rev=plan.rev + 1, **fields):
        raise MoveRefused(old, to)
    plan.refresh_from_db()
    _note(plan, PLAN_VERBS[to], old, actor, at)
    return plan


def _note(plan: ImprovementPlan, verb: str, old: str, actor: Any, at: datetime) -> None:
    record(
        site=plan.site,
        at=at,
        actor=actor,
        action=verb,
        subject=(PLAN, plan.pk),
        from_state=str(old),
        to_state=plan.state,
    )
    changed(PLAN, [plan.pk], site=plan.site, at=at)
