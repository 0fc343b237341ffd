"""The period of the demo, and what must always hold of proposals."""

from datetime import datetime, timedelta
from typing import Any

from guanjia.foundation.rehearsal.public import Invariant
from guanjia.foundation.sites.public import Site, local
from guanjia.people.public import User
from guanjia.places.public import Style
from guanjia.scheduling.actions.periods import make_period
from guanjia.scheduling.actions.requests import add_requests, gather
from guanjia.scheduling.actions.searching import ask_for_places, search
from guanjia.scheduling.models import Proposal, Request
from guanjia.scheduling.rules.search import Effort
from guanjia.scheduling.rules.states import Kind, ProposalState

LEADERS = ("张市长", "李副市长", "秘书长")
PLAN: tuple[tuple[str, int, int, Style | str, tuple[str, ...], tuple[str, ...], int, int | None, str], ...] = (
    # title, minutes, heads, style, must, would like, priority, wished day (from the first), part
    ("市人大代表团全体会议", 180, 120, Style.THEATRE, ("张市长", "秘书长"), ("市发改委",), 3, 0, "morning"),
    ("政协委员小组讨论（一组）", 150, 25, "", ("李副市长",), ("市财政局",), 3, 0, "afternoon"),
    ("政协委员小组讨论（二组）", 150, 25, "", ("秘书长",), ("市财政局",), 3, 0, "afternoon"),
    ("政府工作报告征求意见会", 120, 40, "", ("张市长", "市发改委"), ("市统计局",), 3, 1, "morning"),
    ("预算草案审查会", 180, 30, "", ("市财政局", "李副市长"), ("市审计局",), 2, 1, "morning"),
    ("重点项目调度会", 120, 35, "", ("市发改委",), ("张市长", "市住建局"), 2, 1, "afternoon"),
    ("安全生产例会", 90, 30, "", ("李副市长", "市应急局"), ("市消防救援支队",), 1, 2, "morning"),
    ("年度干部培训（第一讲）", 180, 60, Style.CLASSROOM, ("市委党校",), (), 1, 2, "afternoon"),
    ("年度干部培训（第二讲）", 180, 60, Style.CLASSROOM, ("市委党校",), (), 1, 3, "morning"),
    ("营商环境座谈会", 120, 25, "", ("市商务局",), ("李副市长", "市市场监管局"), 1, 3, "afternoon"),
    ("全市总结大会", 120, 900, Style.THEATRE, LEADERS, (), 2, 3, "afternoon"),
)
DAYS, BEGINS_AFTER = 4, 20


def load(site: Site, now: datetime) -> None:
    """The demo's week of the two sessions: the plan is taken in and placed, its proposals wait. Called once."""
    who = User.objects.filter(username="coordinator").first()
    first = local(site, now).date() + timedelta(days=BEGINS_AFTER)
    first -= timedelta(days=first.weekday())
    period = make_period(
        site=site, name="两会期间会议排期", first_day=first, last_day=first + timedelta(days=DAYS), opens=_time(8),
        closes=_time(18), grain_minutes=30, weekends=True, rooms=(), actor=who, at=now,
    )  # fmt: skip
    lines = [
        {
            "key": f"{number:02}", "title": title, "minutes": minutes, "heads": heads, "style": str(getattr(style, "value", style)),
            "required": list(must), "preferred": list(wish), "priority": priority, "wished_part": part,
            "wished_day": None if day is None else first + timedelta(days=day),
        }
        for number, (title, minutes, heads, style, must, wish, priority, day, part) in enumerate(PLAN, 1)
    ]  # fmt: skip
    add_requests(period=period, lines=lines, actor=who, at=now)
    gather(period=period, actor=who, at=now)
    run = ask_for_places(period=period, seconds=20, actor=who, at=now)
    search(run.pk, effort=Effort(seconds=60, workers=1, sweeps=60, parts=2))


def _time(hour: int) -> Any:
    return datetime(2000, 1, 1, hour).time()  # noqa: DTZ001 - an hour of the day


def accepted_without_place(site: Site) -> list[str]:
    """Accepted proposals whose request does not stand where they put it, though its meeting still stands."""
    rows = Proposal.objects.filter(request__site=site, state=ProposalState.ACCEPTED).exclude(kind=Kind.NONE)
    return [f"proposal {pk}" for pk in rows.filter(request__room=None).values_list("pk", flat=True)]


def undecided_and_decided(site: Site) -> list[str]:
    """Proposals whose state and moment of decision disagree."""
    rows = Proposal.objects.filter(request__site=site)
    wrong = rows.filter(state=ProposalState.OPEN, decided_at__isnull=False)
    wrong |= rows.exclude(state=ProposalState.OPEN).filter(decided_at=None)
    return [f"proposal {pk}" for pk in wrong.values_list("pk", flat=True)]


def planned_twice(site: Site) -> list[str]:
    """Events that two requests of one period were made into."""
    seen: set[tuple[int, int]] = set()
    twice = []
    rows = Request.objects.filter(site=site, event__isnull=False, block=None).values_list("period", "event")
    for pair in rows:
        if pair in seen:
            twice.append(f"event {pair[1]}")
        seen.add(pair)
    return twice


INVARIANTS = (
    Invariant("an accepted proposal has its place", accepted_without_place),
    Invariant("a decision has its moment", undecided_and_decided),
    Invariant("no event is planned twice", planned_twice),
)
