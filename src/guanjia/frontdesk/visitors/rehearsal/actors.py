"""Visitors of a rehearsal: guests, couriers, hawkers, workers; some forget to leave, some show what must not open."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from guanjia.foundation.persons.public import Person
from guanjia.foundation.rehearsal.public import ESTATE, Home, Stage, Troupe, estate_of
from guanjia.foundation.sites.public import to_utc
from guanjia.frontdesk.visitors.actions.access import add_facility, report_blocked
from guanjia.frontdesk.visitors.actions.admitting import (
    admit,
    arrive,
    host_says_yes,
    look_at_paper,
    note_left_unseen,
    refuse,
    sign_out,
)
from guanjia.frontdesk.visitors.actions.booking import Coming, expect_visitor, invite_visitor, register_visitor
from guanjia.frontdesk.visitors.actions.epidemic import add_area, add_supply, log_disinfection, move_supply
from guanjia.frontdesk.visitors.actions.gates import Scan, open_gate, take_scan
from guanjia.frontdesk.visitors.actions.keys import pass_text
from guanjia.frontdesk.visitors.actions.refusals import VisitRefused
from guanjia.frontdesk.visitors.models import Area, Facility, Gate, Visit
from guanjia.frontdesk.visitors.rules.access import FacilityKind
from guanjia.frontdesk.visitors.rules.epidemic import SupplyClass
from guanjia.frontdesk.visitors.rules.kinds import POLICY, VisitKind, needs_identity
from guanjia.frontdesk.visitors.rules.states import INSIDE, PaperKind, Refusal, VisitState
from guanjia.places.public import Unit

SHARE = 0.02
MOST_A_DAY = 60
FAMILY = "王李张刘陈杨赵黄周吴徐孙马朱胡郭何林罗高"
GIVEN = "伟敏静磊洋勇艳杰娟涛明超霞平刚辉丽军强婷"
PURPOSE = {
    VisitKind.GUEST: ("探望父母", "朋友聚会", "接送孩子", "送东西"),
    VisitKind.COURIER: ("送快递",),
    VisitKind.FOOD: ("送外卖",),
    VisitKind.SALES: ("推销净水器", "宽带上门办理"),
    VisitKind.WORKER: ("卫生间改造", "安装空调"),
    VisitKind.BUSINESS: ("洽谈电梯维保", "办理装修手续"),
}
FACILITIES = (
    (FacilityKind.RAMP, "大堂坡道", "正门左侧，扶手到底"),
    (FacilityKind.LIFT, "1号无障碍电梯", "1栋大堂右手"),
    (FacilityKind.TOILET, "无障碍卫生间", "物业服务中心一层"),
    (FacilityKind.WHEELCHAIR, "轮椅一号", "前台借用"),
    (FacilityKind.PARKING, "无障碍车位 P1", "地下一层电梯厅旁"),
)
TROUBLE = ("none", "none", "none", "none", "none", "none", "denied", "silent", "twice", "forged", "forgets", "unseen")


def cast(stage: Stage) -> None:
    """Open gates and lists, then plant a day's visitors: two homes in a hundred, at most sixty a day."""
    estate = estate_of(stage)
    guard, desk = _one(estate.crew, "security"), _one(estate.crew, "frontdesk")
    _furnish(stage, estate.crew)
    lived_in = [home for home in estate.homes if home.person_ids]
    for day in estate.days:
        many = min(MOST_A_DAY, max(4, round(len(lived_in) * SHARE)), len(lived_in))
        for home in stage.rng.sample(lived_in, many):
            stage.at(
                _moment(stage, day, stage.rng.randrange(9 * 60, 20 * 60)),
                Caller(home, _kind(stage), _trouble(stage), guard, desk),
            )
        stage.at(_moment(stage, day, 8 * 60 + 20), Morning(_one(estate.crew, "environment.cleaner")))
    _plant_open_ends(stage, lived_in, desk)


def _furnish(stage: Stage, crew: dict[str, list[Any]]) -> None:
    site, at, manager = stage.site, stage.now, _one(crew, "estate.manager")
    for code, zone, name in (("east", "estate", "东门岗"), ("lane", "lane", "快递外卖通道")):
        open_gate(site=site, code=code, name=name, zone=zone, actor=manager, at=at)
    for kind, name, where in FACILITIES:
        add_facility(site=site, kind=kind, name=name, where=where, actor=manager, at=at)
    for name, often in (("大堂", False), ("1号电梯按键与扶手", True)):
        add_area(site=site, name=name, often=often, actor=manager, at=at)
    for name, klass, measure, least, count in (
        ("医用口罩", SupplyClass.PROTECTION, "只", 500, 2000),
        ("84消毒液", SupplyClass.MEDICAL, "桶", 10, 8),
    ):
        supply = add_supply(site=site, name=name, klass=klass, measure=measure, minimum=least, actor=manager, at=at)
        move_supply(supply=supply, count=count, whom="", actor=manager, at=at)


@dataclass(frozen=True)
class Caller:
    """Somebody comes to a home; `trouble` is what goes wrong."""

    home: Home
    kind: VisitKind
    trouble: str
    guard: Any
    desk: Any

    def __call__(self, stage: Stage) -> None:
        coming = _coming(stage, self.kind, self.home)
        at = stage.now
        stage.counts["visitors.came"] += 1
        if POLICY[self.kind].lane:
            self._courier(stage, coming)
        elif self.kind is VisitKind.GUEST and self.trouble not in {"denied", "silent"}:
            self._invited(stage, coming)
        else:
            visit = register_visitor(site=stage.site, coming=coming, actor=self.desk, at=at)
            arrive(visit=visit, where="前台", actor=self.desk, at=at)
            if needs_identity(self.kind, invited=False):
                last4 = f"{stage.rng.randrange(10_000):04}"
                paper = PaperKind.ID_CARD
                look_at_paper(visit=visit, paper=paper, last4=last4, where="前台", actor=self.desk, at=at)
            stage.at(at + timedelta(minutes=stage.rng.randrange(1, 9)), HostAnswers(visit.pk, self.trouble, self.desk))

    def _courier(self, stage: Stage, coming: Coming) -> None:
        if self.trouble in {"denied", "silent"}:
            try:
                lost = Coming(name=coming.name, kind=self.kind, purpose=coming.purpose)
                register_visitor(site=stage.site, coming=lost, actor=self.guard, at=stage.now)
            except VisitRefused:
                stage.counts["visitors.without_target"] += 1
            return
        visit = register_visitor(site=stage.site, coming=coming, actor=self.guard, at=stage.now)
        admit(visit=visit, actor=self.guard, at=stage.now)
        stage.at(stage.now + timedelta(minutes=stage.rng.randrange(5, 30)), Leaves(visit.pk, "none", self.guard))

    def _invited(self, stage: Stage, coming: Coming) -> None:
        visit = _invite(stage, self.home, coming)
        if visit is None:
            return
        gate = Gate.objects.select_related("site").get(site=stage.site, code="east")
        text = pass_text(visit)
        if self.trouble == "forged" and not _scan(stage, gate, text[:-6] + "AAAAAA", self.guard):
            stage.counts["visitors.forged"] += 1
        if _scan(stage, gate, text, self.guard):
            stage.counts["visitors.scanned"] += 1
        if self.trouble == "twice" and not _scan(stage, gate, text, self.guard):
            stage.counts["visitors.used_twice"] += 1
        stage.at(_leaving(stage, visit, self.trouble), Leaves(visit.pk, self.trouble, self.guard))


@dataclass(frozen=True)
class HostAnswers:
    """The household says yes, says no, or does not answer: who waits is then let in or not."""

    visit_id: int
    trouble: str
    actor: Any

    def __call__(self, stage: Stage) -> None:
        visit = _visit(self.visit_id)
        if self.trouble in {"denied", "silent"}:
            why = Refusal.HOST_DENIES if self.trouble == "denied" else Refusal.HOST_SILENT
            refuse(visit=visit, why=why, actor=self.actor, at=stage.now)
            stage.counts[f"visitors.{self.trouble}"] += 1
            return
        try:
            host_says_yes(visit=visit, host_id=visit.host_id, how="phone", actor=self.actor, at=stage.now)
            admit(visit=visit, actor=self.actor, at=stage.now)
        except VisitRefused:  # moved out since this morning
            refuse(visit=_visit(self.visit_id), why=Refusal.HOST_GONE, actor=self.actor, at=stage.now)
            stage.counts["visitors.host_gone"] += 1
            return
        stage.at(_leaving(stage, visit, self.trouble), Leaves(visit.pk, self.trouble, self.actor))


@dataclass(frozen=True)
class Leaves:
    """They go: scanned out, or nobody saw it and the household says so."""

    visit_id: int
    trouble: str
    actor: Any

    def __call__(self, stage: Stage) -> None:
        visit = _visit(self.visit_id)
        if visit.stage not in INSIDE:
            return
        if visit.stage is VisitState.OVERSTAYED:
            stage.counts["visitors.overstayed"] += 1
        if self.trouble == "unseen":
            note_left_unseen(visit=visit, reason="住户电话告知已离开", actor=self.actor, at=stage.now)
            stage.counts["visitors.left_unseen"] += 1
        else:
            sign_out(visit=visit, need_met=stage.rng.random() < 0.9, actor=self.actor, at=stage.now)
            stage.counts["visitors.signed_out"] += 1


@dataclass(frozen=True)
class Morning:
    """The hall is disinfected before the residents go to work."""

    cleaner: Any

    def __call__(self, stage: Stage) -> None:
        area = Area.objects.select_related("site").get(site=stage.site, name="大堂")
        log_disinfection(area=area, agent="含氯消毒液 500mg/L", actor=self.cleaner, at=stage.now)
        stage.counts["visitors.disinfected"] += 1


def _plant_open_ends(stage: Stage, homes: Sequence[Home], desk: Any) -> None:
    """What is left open at the end: somebody waits, somebody is expected tomorrow, the ramp is blocked."""
    if not homes:
        return
    last = _moment(stage, estate_of(stage).days[-1], 20 * 60 + 30)

    def leave_open(stage: Stage) -> None:
        waiting, expected = stage.rng.choice(homes), stage.rng.choice(homes)
        guest = _coming(stage, VisitKind.GUEST, waiting)
        visit = register_visitor(site=stage.site, coming=guest, actor=desk, at=stage.now)
        arrive(visit=visit, where="前台", actor=desk, at=stage.now)
        tomorrow = stage.now + timedelta(hours=14)
        _invite(stage, expected, _coming(stage, VisitKind.GUEST, expected, tomorrow))
        leader = Coming(name="周主任", kind=VisitKind.VIP, host_user=desk, purpose="社区调研", expected_at=tomorrow)
        expect_visitor(site=stage.site, coming=leader, actor=desk, at=stage.now)
        ramp = Facility.objects.select_related("site").get(site=stage.site, name="大堂坡道")
        report_blocked(facility=ramp, what="共享单车堆放", actor=desk, at=stage.now)

    stage.at(last, leave_open)


def _invite(stage: Stage, home: Home, coming: Coming) -> Visit | None:
    unit = Unit.objects.select_related("building").get(pk=home.unit_id)
    person = Person.objects.get(pk=home.person_ids[0])
    try:
        return invite_visitor(site=stage.site, host_person=person, unit=unit, coming=coming, actor=None, at=stage.now)
    except VisitRefused:
        stage.counts["visitors.host_gone"] += 1
        return None


def _scan(stage: Stage, gate: Gate, text: str, actor: Any) -> bool:
    key = uuid.UUID(int=stage.rng.getrandbits(128))
    scan = Scan(client_id=key, text=text, direction="in", at=stage.now, received_at=stage.now)
    return take_scan(gate=gate, scan=scan, actor=actor).admitted


def _coming(stage: Stage, kind: VisitKind, home: Home, expected: datetime | None = None) -> Coming:
    rng = stage.rng
    name = rng.choice(FAMILY) + rng.choice(GIVEN) + (rng.choice(GIVEN) if rng.random() < 0.6 else "")
    until = stage.now + timedelta(days=5) if kind is VisitKind.WORKER else None
    if kind is VisitKind.GUEST and expected is None:
        until = stage.now + timedelta(hours=3)
    return Coming(
        name=name,
        phone="" if POLICY[kind].lane else f"13{rng.randrange(10**9):09}",
        kind=kind,
        purpose=rng.choice(PURPOSE[kind]),
        belongings=rng.choice(("", "", "水果", "工具箱", "行李箱")),
        unit_id=home.unit_id,
        expected_at=expected,
        until=until,
    )


def _leaving(stage: Stage, visit: Visit, trouble: str) -> datetime:
    if trouble in {"forgets", "unseen"}:
        return (visit.leave_by or visit.pass_until) + timedelta(minutes=stage.rng.randrange(3, 14))
    return stage.now + timedelta(minutes=stage.rng.randrange(20, 110))


def _visit(pk: int) -> Visit:
    return Visit.objects.select_related("site", "person", "unit").get(pk=pk)


def _kind(stage: Stage) -> VisitKind:
    kinds = (VisitKind.GUEST, VisitKind.FOOD, VisitKind.COURIER, VisitKind.SALES, VisitKind.WORKER)
    return stage.rng.choices(kinds, (48, 20, 14, 8, 10))[0]


def _trouble(stage: Stage) -> str:
    return stage.rng.choice(TROUBLE)


def _one(crew: dict[str, list[Any]], post: str) -> Any:
    people = crew.get(post) or crew.get("frontdesk") or []
    return people[0] if people else None


def _moment(stage: Stage, day: date, minutes: int) -> datetime:
    return to_utc(stage.site, datetime.combine(day, time(minutes // 60, minutes % 60)))


def report(stage: Stage) -> dict[str, object]:
    """What the door counted."""
    return {
        "visitors": {
            name.split(".")[1]: many for name, many in sorted(stage.counts.items()) if name.startswith("visitors.")
        }
    }


TROUPE = Troupe("visitors", cast, report, play=ESTATE)
