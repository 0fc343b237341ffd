"""The security of a hall is planned, set, run and stood down (W08)."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from guanjia.conference.public import Event
from guanjia.duties.public import require
from guanjia.foundation.journal.public import record
from guanjia.foundation.live.public import touch
from guanjia.foundation.messages.public import notify
from guanjia.foundation.secrecy.public import refuse_marked
from guanjia.foundation.subjects.public import changed
from guanjia.kernel.states import MoveRefused, check_move
from guanjia.posts.public import on_post
from guanjia.reception.models import EntryCheck, GuardPost, SecurityPlan
from guanjia.reception.queries.deposits import open_count
from guanjia.reception.queries.site_settings import people_a_guard
from guanjia.reception.rules.kinds import SECURITY
from guanjia.reception.rules.refusals import ReceptionRefused
from guanjia.reception.rules.security import (
    LARGE_PUBLIC,
    MOVE_NAMES,
    NEEDS_WORDS,
    PLAN_MOVES,
    RINGS,
    Check,
    PlanState,
    Ring,
    Risk,
    strength,
)
from guanjia.standards.public import law_at

PUBLIC_LAW = "event.large_public"


def security_topic(event_id: int) -> str:
    """The live topic of an event's security."""
    return f"event:{event_id}:security"


@transaction.atomic
def plan_security(*, event: Event, risk: Risk, heads: int, actor: Any, at: datetime) -> SecurityPlan:
    """Plan the rings of an event by its size and risk (CSEC-001, CSEC-002). A second call computes them anew while planned.

    Raises ReceptionRefused: a controlled meeting (its organiser guards it), nobody expected, rings that stand already.
    """
    if event.secrecy == "controlled":
        raise ReceptionRefused("", _("The organiser of a controlled meeting makes its security plan, on paper."))
    if heads < 1:
        raise ReceptionRefused("heads", _("Say how many people are expected."))
    plan, made = SecurityPlan.objects.get_or_create(
        event=event, defaults={"site": event.site, "risk": risk, "heads": heads}
    )
    if plan.stage is not PlanState.PLANNED:
        raise ReceptionRefused("", _("The rings stand already: take them back before you plan anew."))
    if not made:
        SecurityPlan.objects.filter(pk=plan.pk).update(risk=risk, heads=heads, rev=plan.rev + 1)
        plan.refresh_from_db()
    plan.rings.exclude(ring__in=RINGS[risk]).delete()
    for ring, needed in strength(heads, risk, people_a_guard(event.site)).items():
        GuardPost.objects.update_or_create(plan=plan, ring=ring, defaults={"needed": needed})
    _note(plan, "security.plan", actor, at, {"risk": risk.value, "heads": heads})
    return plan


@transaction.atomic
def name_guards(
    *, plan: SecurityPlan, ring: Ring, needed: int, guards: Iterable[Any], helpers: int, place: str, actor: Any,
    at: datetime,
) -> GuardPost:  # fmt: skip
    """Who stands in a ring: our guards by name, guards from outside by number. Fewer than the strength asks for are refused."""
    _planned(plan)
    least = strength(plan.heads, plan.danger, people_a_guard(plan.site))[ring]
    if needed < least:
        words = _("%(heads)d people at this risk need at least %(least)d guards here.")
        raise ReceptionRefused("needed", words % {"heads": plan.heads, "least": least})
    refuse_marked({"place": place}, site=plan.site)
    row = plan.rings.get(ring=ring)
    row.needed, row.helpers, row.place = needed, helpers, place.strip()[:120]
    row.save(update_fields=["needed", "helpers", "place"])
    people = list(guards)
    elsewhere = GuardPost.objects.filter(plan=plan, guards__in=people).exclude(pk=row.pk).first()
    if elsewhere is not None:
        raise ReceptionRefused("guards", _("One of them stands in another ring: nobody stands in two."))
    row.guards.set(people)
    _note(plan, "security.guards", actor, at, {"ring": ring.value, "needed": needed, "guards": [g.pk for g in people]})
    return row


@transaction.atomic
def name_command(
    *, plan: SecurityPlan, commander: Any, channel: str, permit: str, actor: Any, at: datetime
) -> SecurityPlan:
    """Who commands, on which channel (CSEC-008, CSEC-010), and the number of the permit of a large public event."""
    refuse_marked({"channel": channel, "permit": permit}, site=plan.site)
    fields = {"commander": commander, "channel": channel.strip()[:40], "permit": permit.strip()[:60]}
    SecurityPlan.objects.filter(pk=plan.pk).update(rev=plan.rev + 1, **fields)
    plan.refresh_from_db()
    _note(plan, "security.command", actor, at, {"commander": getattr(commander, "pk", None)})
    return plan


def needs_permit(plan: SecurityPlan, at: datetime) -> str:
    """The article that asks for a permit which is not there yet, "" where none is needed."""
    law = law_at(plan.site, PUBLIC_LAW, at)
    public = plan.event.regime in {"commercial", "public_benefit"}
    return law.article if law and public and plan.heads >= LARGE_PUBLIC and not plan.permit else ""


@transaction.atomic
def move_security(*, plan: SecurityPlan, to: PlanState, actor: Any, at: datetime) -> SecurityPlan:
    """Make the next move. Rings stand only with a commander, a permit where the law asks for one, and every ring filled.

    The check opens and the plan stands down only when what gates it is done; nobody stands down while something lies at
    the deposit counter. Raises ReceptionRefused, GateClosed, MoveRefused.
    """
    plan = SecurityPlan.objects.select_for_update(of=("self",)).select_related("event", "site").get(pk=plan.pk)
    old = plan.stage
    check_move(PLAN_MOVES, old, to)
    if to is PlanState.SET:
        _complete(plan, at)
    if to is PlanState.DOWN and (left := open_count(plan.event)):
        words = _("%(count)d things still lie at the deposit counter: give them back or make them lost property.")
        raise ReceptionRefused("", words % {"count": left})
    require(SECURITY, plan.pk, MOVE_NAMES[to], at=at)
    fields: dict[str, Any] = {"state": to, "rev": plan.rev + 1}
    if to is PlanState.SET:
        fields["set_at"] = at
    if to is PlanState.SCREENING and plan.screening_at is None:
        fields["screening_at"] = at
    if to is PlanState.DOWN:
        fields["down_at"] = at
    if not SecurityPlan.objects.filter(pk=plan.pk, state=old, rev=plan.rev).update(**fields):
        raise MoveRefused(old, to)
    plan.refresh_from_db()
    _note(plan, MOVE_NAMES[to], actor, at, {}, old, to)
    return plan


@transaction.atomic
def note_check(*, plan: SecurityPlan, kind: Check, note: str = "", actor: Any, at: datetime) -> EntryCheck:
    """Count one at the entry check (CSEC-004, CSEC-005); somebody who insists makes the commander come at once.

    Raises ReceptionRefused while the check is closed, and for a refusal without a word of what or why.
    """
    if plan.stage not in {PlanState.SCREENING, PlanState.SESSION}:
        raise ReceptionRefused("", _("The entry check is not open."))
    if kind in NEEDS_WORDS and not note.strip():
        raise ReceptionRefused("note", _("Say what was refused and why; of a person never the name."))
    refuse_marked({"note": note}, site=plan.site)
    row = EntryCheck.objects.create(plan=plan, kind=kind, note=note.strip()[:160], at=at, by=actor)
    if kind in NEEDS_WORDS:
        _note(plan, f"check.{kind.value}", actor, at, {"note": row.note})
    if kind is Check.INSISTS:
        called = [plan.commander] if plan.commander else on_post(plan.site, "conference.leader", at)
        notify(
            site=plan.site, users=called, template="reception.insists", context={"event": plan.event.ref, "note": row.note},
            link=f"/s/{plan.site.code}/reception/e/{plan.event.ref}/security/", urgent=True, at=at,
        )  # fmt: skip
    touch(security_topic(plan.event_id))
    return row


def _planned(plan: SecurityPlan) -> None:
    if plan.stage is not PlanState.PLANNED:
        raise ReceptionRefused("", _("The rings stand already: take them back before you plan anew."))


def _complete(plan: SecurityPlan, at: datetime) -> None:
    if plan.commander_id is None:
        raise ReceptionRefused("commander", _("Name who commands: one centre co-ordinates everybody."))
    if article := needs_permit(plan, at):
        words = _("A public event of %(heads)d people needs a permit, asked for 20 days before (%(article)s).")
        raise ReceptionRefused("permit", words % {"heads": plan.heads, "article": article}, article)
    for row in plan.rings.prefetch_related("guards"):
        short = row.needed - row.helpers - len(row.guards.all())
        if short > 0:
            words = _("%(ring)s: %(short)d guards are missing.")
            raise ReceptionRefused("guards", words % {"ring": _(row.circle.label), "short": short})


def _note(
    plan: SecurityPlan, action: str, actor: Any, at: datetime, changes: dict[str, Any], old: str = "", to: str = ""
) -> None:
    record(
        site=plan.site, at=at, actor=actor, action=action, subject=(SECURITY, plan.pk), from_state=str(old),
        to_state=str(to), changes=changes,
    )  # fmt: skip
    changed(SECURITY, [plan.pk], site=plan.site, at=at)
    touch(security_topic(plan.event_id))
