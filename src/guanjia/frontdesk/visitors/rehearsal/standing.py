"""What stands around the door of a rehearsal: gates, the map, stocks; a drill; and what is left open at the end."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from guanjia.custody.public import LoanKind, add_loanable
from guanjia.foundation.rehearsal.public import Home, Stage, estate_of
from guanjia.frontdesk.visitors.actions.access import add_facility, report_blocked
from guanjia.frontdesk.visitors.actions.admitting import admit, arrive, refuse, sign_out
from guanjia.frontdesk.visitors.actions.booking import Coming, expect_visitor, register_visitor
from guanjia.frontdesk.visitors.actions.epidemic import add_area, add_supply, log_disinfection, move_supply
from guanjia.frontdesk.visitors.actions.gates import open_gate
from guanjia.frontdesk.visitors.actions.mustering import begin_muster, end_muster, mark_line
from guanjia.frontdesk.visitors.actions.receiving import give_badge, take_badge
from guanjia.frontdesk.visitors.models import Area, Facility, MusterLine, Visit
from guanjia.frontdesk.visitors.queries.badges import free_badges
from guanjia.frontdesk.visitors.rehearsal.people import announce, coming_to, moment_of, one_of
from guanjia.frontdesk.visitors.rules.access import FacilityKind
from guanjia.frontdesk.visitors.rules.epidemic import SupplyClass
from guanjia.frontdesk.visitors.rules.kinds import VisitKind
from guanjia.frontdesk.visitors.rules.muster import LineState
from guanjia.frontdesk.visitors.rules.states import INSIDE, Refusal

BADGES = 12
FACILITIES = (
    (FacilityKind.RAMP, "大堂坡道", "正门左侧，扶手到底"),
    (FacilityKind.LIFT, "1号无障碍电梯", "1栋大堂右手"),
    (FacilityKind.TOILET, "无障碍卫生间", "物业服务中心一层"),
    (FacilityKind.WHEELCHAIR, "轮椅一号", "前台借用"),
    (FacilityKind.PARKING, "无障碍车位 P1", "地下一层电梯厅旁"),
)
GATES = (("east", "estate", "东门岗", "门岗旁长椅"), ("lane", "lane", "快递外卖通道", ""))


def furnish(stage: Stage, crew: dict[str, list[Any]]) -> None:
    """Gates, badges, the map, areas and stocks."""
    site, at, manager = stage.site, stage.now, one_of(crew, "estate.manager")
    for code, zone, name, waiting in GATES:
        open_gate(site=site, code=code, name=name, zone=zone, waiting=waiting, actor=manager, at=at)
    for number in range(1, BADGES + 1):
        tag = f"FK-{number:02}"
        add_loanable(site=site, kind=LoanKind.BADGE, code=tag, name=f"访客证{number:02}", place="前台", hours=12)
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


def plant_house_life(stage: Stage, homes: Sequence[Home], desk: Any, guard: Any) -> None:
    """Disinfection each morning, a roll-call drill on the second day, and a door that is never quite empty on the last."""
    estate = estate_of(stage)
    cleaner = one_of(estate.crew, "environment.cleaner")
    for day in estate.days:
        stage.at(moment_of(stage, day, 8 * 60 + 20), Morning(cleaner))
    if not homes:
        return
    stage.at(moment_of(stage, estate.days[min(1, len(estate.days) - 1)], 15 * 60), Drill(guard))
    last = estate.days[-1]
    for minutes in range(7 * 60 + 30, 21 * 60 + 31, 60):
        stage.at(moment_of(stage, last, minutes), KeepBusy(homes, desk))
    stage.at(moment_of(stage, last, 8 * 60), LeaveOpen(homes, desk))


@dataclass(frozen=True)
class Morning:
    """The hall is disinfected before the residents go to work."""

    cleaner: Any

    def __call__(self, stage: Stage) -> None:
        area = Area.objects.select_related("site").get(site=stage.site, name="大堂")
        log_disinfection(area=area, agent="含氯消毒液 500mg/L", actor=self.cleaner, at=stage.now)
        stage.counts["visitors.disinfected"] += 1


@dataclass(frozen=True)
class Drill:
    """A roll call: everybody who is inside is called up and found."""

    guard: Any

    def __call__(self, stage: Stage) -> None:
        muster = begin_muster(site=stage.site, reason="消防疏散演练", actor=self.guard, at=stage.now)
        for line in MusterLine.objects.select_related("muster__site").filter(muster=muster):
            mark_line(line=line, to=LineState.SAFE, actor=self.guard, at=stage.now)
            stage.counts["visitors.called_up"] += 1
        end_muster(muster=muster, outcome="全员到齐", actor=self.guard, at=stage.now)


@dataclass(frozen=True)
class KeepBusy:
    """Somebody waits at the door until the next one comes; another is let in and stays a while."""

    homes: Sequence[Home]
    desk: Any

    def __call__(self, stage: Stage) -> None:
        home, other = stage.rng.choice(self.homes), stage.rng.choice(self.homes)
        visit = register_visitor(
            site=stage.site, coming=coming_to(stage, VisitKind.GUEST, home), actor=self.desk, at=stage.now
        )
        arrive(visit=visit, where="前台", actor=self.desk, at=stage.now)
        stage.at(stage.now + timedelta(minutes=58), Settled(visit.pk, self.desk))
        guest = announce(stage, other, coming_to(stage, VisitKind.GUEST, other))
        if guest is not None:
            admit(visit=guest, actor=self.desk, at=stage.now)
            badge = free_badges(stage.site).first()
            if badge is not None:
                give_badge(visit=guest, badge=badge, actor=self.desk, at=stage.now)
            stage.at(stage.now + timedelta(minutes=stage.rng.randrange(65, 170)), Settled(guest.pk, self.desk))


@dataclass(frozen=True)
class Settled:
    """Who waited is sent home, for the host could not be reached; who was inside leaves."""

    visit_id: int
    desk: Any

    def __call__(self, stage: Stage) -> None:
        visit = Visit.objects.select_related("site", "person", "unit").get(pk=self.visit_id)
        if visit.stage in INSIDE:
            stage.counts["visitors.badges_back"] += take_badge(visit=visit, actor=self.desk, at=stage.now)
            sign_out(visit=visit, need_met=True, actor=self.desk, at=stage.now)
            return
        refuse(visit=visit, why=Refusal.HOST_SILENT, actor=self.desk, at=stage.now)


@dataclass(frozen=True)
class LeaveOpen:
    """What the visitor of the demo finds: guests due this evening and tomorrow, a leader, a blocked ramp."""

    homes: Sequence[Home]
    desk: Any

    def __call__(self, stage: Stage) -> None:
        tomorrow = stage.now + timedelta(hours=26)
        for hours in (13, 25, 27):
            home = stage.rng.choice(self.homes)
            announce(stage, home, coming_to(stage, VisitKind.GUEST, home, stage.now + timedelta(hours=hours)))
        leader = Coming(
            name="周主任", kind=VisitKind.VIP, host_user=self.desk, purpose="社区调研", expected_at=tomorrow
        )
        expect_visitor(site=stage.site, coming=leader, actor=self.desk, at=stage.now)
        ramp = Facility.objects.select_related("site").get(site=stage.site, name="大堂坡道")
        report_blocked(facility=ramp, what="共享单车堆放", actor=self.desk, at=stage.now)
