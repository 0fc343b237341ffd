"""Invented visitors of a rehearsal: who they are, when they come, how a host announces them."""

from datetime import date, datetime, time, timedelta
from typing import Any

from guanjia.foundation.persons.public import Person
from guanjia.foundation.rehearsal.public import Home, Stage
from guanjia.foundation.sites.public import to_utc
from guanjia.frontdesk.visitors.actions.booking import Coming, invite_visitor
from guanjia.frontdesk.visitors.actions.refusals import VisitRefused
from guanjia.frontdesk.visitors.models import Visit
from guanjia.frontdesk.visitors.rules.kinds import POLICY, VisitKind
from guanjia.places.public import Unit

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


def announce(stage: Stage, home: Home, coming: Coming) -> Visit | None:
    unit = Unit.objects.select_related("building").get(pk=home.unit_id)
    person = Person.objects.get(pk=home.person_ids[0])
    try:
        return invite_visitor(site=stage.site, host_person=person, unit=unit, coming=coming, actor=None, at=stage.now)
    except VisitRefused:
        stage.counts["visitors.host_gone"] += 1
        return None


def coming_to(stage: Stage, kind: VisitKind, home: Home, expected: datetime | None = None) -> Coming:
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


def one_of(crew: dict[str, list[Any]], post: str) -> Any:
    people = crew.get(post) or crew.get("frontdesk") or []
    return people[0] if people else None


def moment_of(stage: Stage, day: date, minutes: int) -> datetime:
    return to_utc(stage.site, datetime.combine(day, time(minutes // 60, minutes % 60)))
