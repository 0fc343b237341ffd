"""A dossier is opened; plans are written and switched; rehearsals are held and counted."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from guanjia.conference.public import Event
from guanjia.foundation.journal.public import record
from guanjia.foundation.live.public import touch
from guanjia.foundation.messages.public import notify
from guanjia.foundation.secrecy.public import refuse_marked
from guanjia.foundation.subjects.public import changed
from guanjia.protected.models import Dossier, Plan, Practice
from guanjia.protected.queries.clearance import core_group
from guanjia.protected.rules.meeting import DOSSIER, PlanKind, Rank, missing_plans, rehearsals_left
from guanjia.protected.rules.refusals import ProtectedRefused
from guanjia.reception.public import What, open_deposits
from guanjia.standards.public import law_at

SWITCHED = "protected.switched"
"""The message that another plan is in force: reference and room, no title (FIELD 5)."""


def refuse_other(event: Event, at: datetime) -> None:
    """Pass for an internal meeting. A classified one has nothing here (FIELD 1; 保密法 29, 31), an ordinary one needs none."""
    if event.secrecy != "internal":
        law = law_at(event.site, "secrets.meeting", at)
        words = _("Only an internal meeting has a dossier; a controlled one is the organiser's alone (%(article)s).")
        raise ProtectedRefused("", words % {"article": law.article if law else ""})


@transaction.atomic
def open_dossier(*, event: Event, rank: Rank = Rank.ORDINARY, actor: Any, at: datetime) -> Dossier:
    """The dossier of an internal meeting, made at the first call; a later call changes nothing."""
    refuse_other(event, at)
    found, made = Dossier.objects.get_or_create(
        event=event, defaults={"site": event.site, "rank": rank, "created_at": at}
    )
    if made:
        tell(found, "dossier.open", actor, at, {"rank": rank.value})
    return found


@transaction.atomic
def set_rank(*, dossier: Dossier, rank: Rank, actor: Any, at: datetime) -> Dossier:
    """The organiser said how much depends on it: more rehearsals may be owed."""
    if dossier.rank != rank:
        Dossier.objects.filter(pk=dossier.pk).update(rank=rank, rev=dossier.rev + 1)
        dossier.refresh_from_db()
        tell(dossier, "dossier.rank", actor, at, {"rank": rank.value})
    return dossier


@transaction.atomic
def write_plan(*, dossier: Dossier, kind: PlanKind, title: str, text: str, actor: Any, at: datetime) -> Plan:
    """Write a plan, or a new version of the plan of that title. The first main plan is in force at once (GOVT-006).

    Raises ProtectedRefused without a title or a text, SecretRefused for a mark.
    """
    refuse_marked({"title": title, "text": text}, site=dossier.site)
    for field, value in (("title", title), ("text", text)):
        if not value.strip():
            raise ProtectedRefused(field, _("Write down what is done."))
    last = dossier.plans.filter(title=title.strip()).order_by("-version").first()
    if last is not None and last.kind != kind:
        raise ProtectedRefused("title", _("A plan of this title is of the other kind."))
    made = Plan.objects.create(
        dossier=dossier, kind=kind, title=title.strip()[:120], text=text.strip()[:8000], written_by=actor, written_at=at,
        version=last.version + 1 if last else 1,
    )  # fmt: skip
    in_force = dossier.plan is None and kind is PlanKind.MAIN
    if in_force or (last is not None and dossier.plan_id == last.pk):
        Dossier.objects.filter(pk=dossier.pk).update(plan=made)
        dossier.plan = made
    tell(dossier, "plan.write", actor, at, {"plan": made.pk, "kind": kind.value, "version": made.version})
    if missing_plans([each.sort for each in latest_plans(dossier)]) == (0, 0):
        tell(dossier, "plans.complete", actor, at)
    return made


def latest_plans(dossier: Dossier) -> list[Plan]:
    """The newest version of each plan, the main one first."""
    found: dict[str, Plan] = {}
    for plan in dossier.plans.order_by("version"):
        found[plan.title] = plan
    return sorted(found.values(), key=lambda plan: (plan.kind != PlanKind.MAIN, plan.title))


@transaction.atomic
def switch_plan(*, dossier: Dossier, plan: Plan, actor: Any, at: datetime) -> int:
    """One tap: another plan is in force, the core group is told at once, and it is in the journal. Returns how many were told.

    Raises ProtectedRefused for a plan that is in force already or not this meeting's.
    """
    dossier = Dossier.objects.select_for_update(of=("self",), no_key=True).select_related(
        "site", "event__coordinator", "plan"
    ).get(pk=dossier.pk)  # fmt: skip
    if plan.dossier_id != dossier.pk or plan.pk not in {each.pk for each in latest_plans(dossier)}:
        raise ProtectedRefused("plan", _("This plan is not one of this meeting's, or a newer version took its place."))
    if dossier.plan_id == plan.pk:
        raise ProtectedRefused("plan", _("This plan is in force already."))
    before = dossier.plan
    Dossier.objects.filter(pk=dossier.pk).update(plan=plan, rev=dossier.rev + 1)
    dossier.plan, dossier.rev = plan, dossier.rev + 1
    told = core_group(dossier)
    tell(dossier, "plan.switch", actor, at, {"from": before.pk if before else None, "to": plan.pk, "told": len(told)})
    notify(
        site=dossier.site, users=told, template=SWITCHED, context={"ref": dossier.event.ref, "plan": _(plan.sort.label)},
        link=f"/s/{dossier.site.code}/protected/e/{dossier.event.ref}/", urgent=True, at=at,
    )  # fmt: skip
    return len(told)


@transaction.atomic
def hold_practice(
    *, dossier: Dossier, people: str, findings: str, held_at: datetime, actor: Any, at: datetime
) -> Practice:
    """A rehearsal was held. With findings it counts once they are put right. Raises ProtectedRefused for nobody, or a time
    that has not come."""
    refuse_marked({"people": people, "findings": findings}, site=dossier.site)
    if not people.strip():
        raise ProtectedRefused("people", _("Write down who took part."))
    if held_at > at:
        raise ProtectedRefused("held_at", _("A rehearsal is written down after it was held."))
    made = Practice.objects.create(
        dossier=dossier, held_at=held_at, people=people.strip()[:300], findings=findings.strip()[:1000], led_by=actor,
        solved_at=None if findings.strip() else at,
    )  # fmt: skip
    tell(dossier, "rehearsal.hold", actor, at, {"rehearsal": made.pk, "findings": bool(made.findings)})
    _count(dossier, actor, at)
    return made


@transaction.atomic
def solve_findings(*, practice: Practice, actor: Any, at: datetime) -> Practice:
    """What a rehearsal found is put right: now it counts. A second call changes nothing."""
    if Practice.objects.filter(pk=practice.pk, solved_at=None).update(solved_at=at):
        practice.solved_at = at
        dossier = Dossier.objects.select_related("site", "event").get(pk=practice.dossier_id)
        tell(dossier, "rehearsal.solve", actor, at, {"rehearsal": practice.pk})
        _count(dossier, actor, at)
    return practice


def _count(dossier: Dossier, actor: Any, at: datetime) -> None:
    if not rehearsals_left(dossier.grade, dossier.practices.exclude(solved_at=None).count()):
        tell(dossier, "rehearsal.enough", actor, at)


def devices_in(event: Event) -> int:
    """Phones and devices that lie at the counter of the event."""
    return open_deposits(event).filter(what__in=[What.PHONE, What.DEVICE]).count()


@transaction.atomic
def count_devices(*, dossier: Dossier, counted: int, actor: Any, at: datetime) -> None:
    """Phones and devices lie at the counter, tag by tag, before the meeting begins (CSEC-007). Raises ProtectedRefused when
    the count differs from the open tags."""
    held = devices_in(dossier.event)
    if counted != held:
        words = _("Counted %(counted)s, but %(held)s tags are out: go through them tag by tag.")
        raise ProtectedRefused("counted", words % {"counted": counted, "held": held})
    tell(dossier, "devices.count", actor, at, {"counted": counted})


def tell(dossier: Dossier, action: str, actor: Any, at: datetime, changes: dict[str, Any] | None = None) -> None:
    """The journal row of a dossier; the planner and the pages follow."""
    record(site=dossier.site, at=at, actor=actor, action=action, subject=(DOSSIER, dossier.pk), changes=changes)
    changed(DOSSIER, [dossier.pk], site=dossier.site, at=at)
    touch(f"event:{dossier.event_id}:dossier")
