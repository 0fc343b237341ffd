"""An internal meeting of a rehearsal and of the demo: its people cleared, its plans and rehearsals, its gates open in time."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Min

from guanjia.conference.public import Block, Event
from guanjia.foundation.rehearsal.public import EVENT, Invariant, Stage, Troupe
from guanjia.foundation.sites.public import Site, local
from guanjia.people.public import Roles, User, users_with_role
from guanjia.posts.public import on_post
from guanjia.protected.actions.dossiers import count_devices, devices_in, hold_practice, open_dossier, write_plan
from guanjia.protected.actions.staff import (
    assign_staff,
    brief_staff,
    confirm_staff,
    file_paper,
    make_passes,
    review_staff,
)
from guanjia.protected.models import Assignment, Dossier, ZonePass
from guanjia.protected.queries.clearance import core_group, lacking_of, missing_of, named, rostered_outside
from guanjia.protected.rules.clearance import NEEDED
from guanjia.protected.rules.meeting import PlanKind, Zone
from guanjia.reception.public import What, deposit_item

PLANS = (
    (
        PlanKind.MAIN,
        "主预案",
        "按流程图执行：提前两小时清场，提前一小时划区值守，提前半小时关闭无线网络，手机统一存放。",
    ),
    (PlanKind.RESERVE, "停电预案", "转用应急照明和有线扩音，工程组三分钟到位；十分钟内不能恢复则改在302会议室。"),
    (PlanKind.RESERVE, "换会场预案", "改在302会议室，资料由保管人随身转移，座签和手机柜由两人护送。"),
)
REVIEWER = "办公室 周主任"


def cast(stage: Stage) -> None:
    """An internal event on the stage: everything is made ready half an hour on, devices are counted before it begins."""
    event = Event.objects.filter(pk=stage.memory.get("event", 0), secrecy="internal").first()
    if event is None:
        return
    first = Block.objects.filter(event=event).aggregate(first=Min("starts_at"))["first"]
    stage.at(stage.now + timedelta(minutes=30), MakeReady(event.pk))
    if first is not None:
        stage.at(first - timedelta(minutes=10), CountDevices(event.pk))


@dataclass(frozen=True)
class MakeReady:
    """The manager sees the papers, the co-ordinator fills the dossier."""

    event_id: int

    def __call__(self, stage: Stage) -> None:
        """All at once; the duties of the guards and technicians are their own."""
        event = Event.objects.select_related("site", "coordinator").get(pk=self.event_id)
        coordinators = on_post(stage.site, "conference.coordinator", stage.now)
        managers = users_with_role(stage.site, Roles.SITE_MANAGER, at=stage.now)
        if coordinators and managers:
            dossier = fill(event, coordinators[0], managers[0], stage.now)
            for user in core_group(dossier):  # the team of the event belongs on the list too
                _list(dossier, user, coordinators[0], managers[0], stage.now)
            for each in rostered_outside(dossier):
                _list(dossier, each.user, coordinators[0], managers[0], stage.now)
            confirm_staff(dossier=dossier, actor=coordinators[0], at=stage.now)
            make_passes(dossier=dossier, actor=coordinators[0], at=stage.now)
            stage.counts["dossiers"] += 1


@dataclass(frozen=True)
class CountDevices:
    """Phones are handed in by tag and counted."""

    event_id: int

    def __call__(self, stage: Stage) -> None:
        """The guard counts."""
        dossier = Dossier.objects.select_related("site", "event__site").filter(event=self.event_id).first()
        guards = on_post(stage.site, "security", stage.now)
        if dossier is None:
            return
        _settle(dossier, stage)
        if guards:
            count_devices(dossier=dossier, counted=devices_in(dossier.event), actor=guards[0], at=stage.now)


def _settle(dossier: Dossier, stage: Stage) -> None:
    """Somebody fell ill and another one came on duty: that one is put on the list, and the list is confirmed again."""
    coordinators = on_post(stage.site, "conference.coordinator", stage.now)
    managers = users_with_role(stage.site, Roles.SITE_MANAGER, at=stage.now)
    if dossier.staff_changed_at is None or not coordinators or not managers:
        return
    for each in rostered_outside(dossier):
        _list(dossier, each.user, coordinators[0], managers[0], stage.now)
    if not missing_of(dossier, stage.now):
        confirm_staff(dossier=dossier, actor=coordinators[0], at=stage.now)


def fill(event: Event, who: User, manager: User, at: datetime) -> Dossier:
    """Plans, a rehearsal and two attendants on the list."""
    dossier = open_dossier(event=event, actor=who, at=at)
    dossier = Dossier.objects.select_related("site", "event__site", "event__coordinator", "plan").get(pk=dossier.pk)
    for kind, title, text in PLANS:
        write_plan(dossier=dossier, kind=kind, title=title, text=text, actor=who, at=at)
    hold_practice(
        dossier=dossier, people="会务组、安保组、工程组", findings="", held_at=at - timedelta(hours=2), actor=who, at=at
    )
    for user in users_with_role(event.site, Roles.ATTENDANT, at=at)[:2]:
        _list(dossier, user, who, manager, at)
    return dossier


def _list(dossier: Dossier, user: User, who: User, manager: User, at: datetime) -> None:
    if dossier.staff.filter(user=user, dropped_at=None).exists():
        return
    manager = who if user.pk == manager.pk else manager  # nobody sees their own papers
    day = local(dossier.site, at).date()
    for kind in lacking_of(dossier.site, [user.pk], day)[user.pk]:
        number = f"江公证{user.pk:05d}" if kind == NEEDED[1] else ""
        file_paper(
            site=dossier.site, user=user, kind=kind, on=day - timedelta(days=60), number=number, actor=manager, at=at
        )
    made = assign_staff(dossier=dossier, user=user, task="会场服务", zone=Zone.CORE, actor=manager, at=at)
    brief_staff(assignment=made, actor=manager, at=at)
    review_staff(assignment=made, reviewer=REVIEWER, actor=manager, at=at)


def load(site: Site, now: datetime) -> None:
    """The demo's internal meeting: a dossier with plans, a rehearsal and two people; one more is named but not briefed yet, and
    two phones lie at the counter. Called once, after the conferences are there."""
    event = Event.objects.select_related("site", "coordinator").filter(site=site, secrecy="internal").first()
    managers = users_with_role(site, Roles.SITE_MANAGER, at=now)
    if event is None or event.coordinator is None or not managers:
        return
    who = event.coordinator
    dossier = fill(event, who, managers[0], now)
    guards = users_with_role(site, Roles.GUARD, at=now)
    if guards:
        day = local(site, now).date()
        for kind in NEEDED:
            number = "江公证00917" if kind == NEEDED[1] else ""
            file_paper(
                site=site,
                user=guards[0],
                kind=kind,
                on=day - timedelta(days=30),
                number=number,
                actor=managers[0],
                at=now,
            )
        assign_staff(dossier=dossier, user=guards[0], task="核心区门岗", zone=Zone.CONTROL, actor=who, at=now)
    make_passes(dossier=dossier, actor=who, at=now)
    for tag, holder in (("N07", "陈岩"), ("N08", "许宁")):
        deposit_item(event=event, tag=tag, holder=holder, what=What.PHONE, actor=who, at=now)


def uncleared(site: Site) -> list[str]:
    """Nobody is confirmed at an internal meeting without papers, briefing and the organiser's review."""
    found: list[Any] = []
    for dossier in Dossier.objects.filter(
        site=site, staff_confirmed_at__isnull=False, staff_changed_at=None
    ).select_related("event", "site"):
        day = local(site, dossier.event.starts_at or dossier.created_at).date()
        lacks = lacking_of(site, [each.user_id for each in named(dossier)], day)
        found += [pk for pk, missing in lacks.items() if missing]
        found += [each.user_id for each in named(dossier) if each.briefed_at is None or each.reviewed_at is None]
    return [f"user {pk} is confirmed and not cleared" for pk in found]


def loose_passes(site: Site) -> list[str]:
    """A valid pass belongs to somebody who is on the list."""
    rows = ZonePass.objects.filter(site=site, void_at=None, assignment__in=Assignment.objects.exclude(dropped_at=None))
    return [f"pass {number} of nobody" for number in rows.values_list("number", flat=True)]


def of_others(site: Site) -> list[str]:
    """Only internal meetings have a dossier: of a classified one there is nothing (FIELD 1)."""
    rows = Dossier.objects.filter(site=site, event__secrecy="controlled")
    return [f"dossier {pk} is of a classified meeting" for pk in rows.values_list("pk", flat=True)]


INVARIANTS = (
    Invariant("who works at an internal meeting is cleared", uncleared),
    Invariant("a pass belongs to somebody on the list", loose_passes),
    Invariant("no dossier of a classified meeting", of_others),
)
TROUPE = Troupe("protected", cast, lambda stage: {"dossiers": stage.counts["dossiers"]}, play=EVENT)
