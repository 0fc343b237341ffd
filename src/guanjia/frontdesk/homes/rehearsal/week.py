"""Plays days at an estate: everybody who works there, everybody who lives there, and what goes wrong."""

import random
from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any

from django.utils.text import slugify

from guanjia.duties.public import duty_counts, escalation_count
from guanjia.foundation.rehearsal.public import (
    ESTATE,
    KEY,
    Estate,
    Stage,
    broken_invariants,
    play,
    troupes,
)
from guanjia.foundation.sites.public import Site, local, site_now, to_utc
from guanjia.frontdesk.homes.rehearsal.estate import build_estate
from guanjia.people.public import Roles
from guanjia.posts.public import Part, days_between, engage, fill_roster

PARTS = (
    Part("estate.manager", "manager", "项目经理", "Project manager", Roles.SITE_MANAGER),
    Part("duty.manager", "duty", "值班经理", "Duty manager", Roles.DUTY_MANAGER, 2),
    Part("frontdesk", "desk", "前台", "Front desk", Roles.RECEPTIONIST, 3),
    Part("dispatcher", "dispatch", "派单员", "Dispatcher", Roles.DISPATCHER, 2),
    Part("hotline", "hotline", "服务热线", "Service hotline", Roles.HOTLINE),
    Part("butler", "butler", "事务管家", "Butler", Roles.BUTLER, 6),
    Part("technician", "tech", "工程技工", "Technician", Roles.TECHNICIAN, 10),
    Part("security", "guard", "秩序维护员", "Guard", Roles.GUARD, 8),
    Part("environment.supervisor", "supervisor", "环境主管", "Environment supervisor", Roles.ENVIRONMENT_SUPERVISOR),
    Part("environment.cleaner", "cleaner", "保洁员", "Cleaner", Roles.CLEANER, 6),
    Part("finance", "finance", "财务", "Accountant", Roles.FINANCE),
)
FAMILY = "张王李赵陈杨黄周吴徐孙马朱胡郭何林罗高梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋"
GIVEN = ("建国", "敏", "伟", "静", "帆", "磊", "丽", "涛", "倩", "强", "悦", "超")
FINISH = time(23, 59)


def crew_names() -> list[str]:
    """As many names as a crew has heads, no two the same."""
    return [family + GIVEN[place % len(GIVEN)] for place, family in enumerate(FAMILY)]


def rehearsal_site(site: Site, seed: int) -> Site:
    """A new site beside `site`, with its settings; its clock stands at midnight of the Monday of the site's week."""
    today = local(site, site_now(site)).date()
    monday = today - timedelta(days=today.weekday())
    number = Site.objects.filter(rehearsal_of=site).count() + 1
    return Site.objects.create(
        company=site.company,
        code=f"{slugify(site.code)[:24]}-r{number}",
        name=f"{site.name} R{number}",
        zone=site.zone,
        settings=site.settings | {"rehearsal_seed": seed},
        rehearsal_of=site,
        held_at=to_utc(site, datetime.combine(monday, time())),
    )


def rehearse_days(
    site: Site,
    *,
    seed: int,
    days: int,
    homes: int,
    told: Callable[[datetime, datetime], None] = lambda now, end: None,
) -> dict[str, Any]:
    """Play `days` days at an estate of `homes` homes beside `site` and return the report; same seed, same report."""
    stage, end = set_stage(rehearsal_site(site, seed), seed=seed, days=days, homes=homes)
    play(stage, until=end, told=lambda now: told(now, end))
    return report_of(stage)


def set_stage(
    site: Site,
    *,
    seed: int,
    days: int,
    homes: int,
    prefix: str | None = None,
    password: str | None = None,
    after: int = 0,
) -> tuple[Stage, datetime]:
    """Build the estate at a site whose clock is held, engage its crew and cast the troupes; returns when it ends.

    `after` days more are on the roster: what is left to whoever logs in then.
    """
    assert site.held_at is not None
    stage = Stage(site, site.held_at, random.Random(seed))
    first = local(site, site.held_at).date()
    played = days_between(first, first + timedelta(days=days - 1))
    crew = engage(site, PARTS, crew_names(), prefix=f"{site.code}-" if prefix is None else prefix, password=password)
    fill_roster(site, crew, days_between(first, played[-1] + timedelta(days=1 + after)), begin=time(), end=FINISH)
    estate = Estate(crew=crew.by_post, days=played)
    stage.memory[KEY] = estate
    estate.homes = build_estate(stage.site, homes=homes, seed=seed, at=stage.now)
    for troupe in troupes.values():
        if troupe.play == ESTATE:
            troupe.cast(stage)
    return stage, to_utc(site, datetime.combine(played[-1], FINISH))


def report_of(stage: Stage) -> dict[str, Any]:
    """Counts of every troupe, of the duties, and the invariants that broke."""
    told: dict[str, Any] = {
        "site": stage.site.code,
        "homes": len(stage.memory[KEY].homes),
        "days": len(stage.memory[KEY].days),
    }
    for troupe in troupes.values():
        if troupe.play == ESTATE:
            told[troupe.name] = troupe.report(stage)
    told["duties"] = duty_counts(stage.site)
    told["escalations"] = escalation_count(stage.site)
    told["broken_invariants"] = broken_invariants(stage)
    return told
