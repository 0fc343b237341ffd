"""The days that a rehearsal plans at once, the period of the demo, and what must always hold of proposals."""

from datetime import date, datetime, time, timedelta

from guanjia.conference.public import Event, Regime, plan_event
from guanjia.foundation.rehearsal.public import EVENT, Invariant, Stage, Troupe
from guanjia.foundation.sites.public import Site, local, to_utc
from guanjia.people.public import User
from guanjia.places.public import Room, Style, free_rooms
from guanjia.posts.public import on_post
from guanjia.scheduling.actions.accepting import accept
from guanjia.scheduling.actions.periods import make_period
from guanjia.scheduling.actions.requests import add_requests, gather, settle_requests
from guanjia.scheduling.actions.searching import ask_for_places, search
from guanjia.scheduling.models import Proposal, Request
from guanjia.scheduling.rules.search import Effort
from guanjia.scheduling.rules.states import Kind, ProposalState

LEADERS = ("张市长", "李副市长", "秘书长")
PLAN: tuple[tuple[str, int, int, Style | str, tuple[str, ...], tuple[str, ...], int, int, str], ...] = (
    # title, minutes, heads, style, must attend, would like to, priority, wished day, part of it
    ("市人大代表团全体会议", 180, 120, Style.THEATRE, ("张市长", "秘书长"), ("市发改委",), 3, 0, "morning"),
    ("政协委员小组讨论（一组）", 150, 25, "", ("李副市长",), ("市财政局",), 3, 0, "afternoon"),
    ("政协委员小组讨论（二组）", 150, 25, "", ("秘书长",), ("市财政局",), 3, 0, "afternoon"),
    ("政府工作报告征求意见会", 120, 40, "", ("张市长", "市发改委"), ("市统计局",), 3, 1, "morning"),
    ("预算草案审查会", 180, 30, "", ("市财政局", "李副市长"), ("市审计局",), 2, 1, "morning"),
    ("重点项目调度会", 120, 35, "", ("市发改委", "市住建局"), ("张市长",), 2, 1, "morning"),
    ("计划草案审查会", 180, 30, "", ("市发改委", "市统计局"), ("市财政局",), 2, 1, "morning"),
    ("安全生产例会", 90, 30, "", ("李副市长", "市应急局"), ("市住建局",), 1, 1, "morning"),
    ("年度干部培训（第一讲）", 180, 60, Style.CLASSROOM, ("市委党校",), (), 1, 2, "morning"),
    ("营商环境座谈会", 120, 25, "", ("市商务局",), ("李副市长", "市市场监管局"), 1, 1, "afternoon"),
    ("全市总结大会", 120, 3000, Style.THEATRE, LEADERS, (), 2, 2, "afternoon"),
)
GIVES_WAY, ITS_HEADS, ITS_MINUTES = "老干部情况通报会", 100, 150
DAYS, BEGINS_AFTER = 2, 20
SMALL_PLAN = (
    ("年度计划碰头会", 60, ("王主任",)),
    ("年度计划审议会", 120, ("王主任",)),
    ("部门述职会", 90, ("刘处长",)),
)
"""What a rehearsal asks for: title, minutes, who must attend; beside it one for more people than any room holds."""
TOO_MANY = 9_999


def cast(stage: Stage) -> None:
    """An hour after the event on the stage its co-ordinator has two later days planned at once."""
    event = Event.objects.filter(pk=stage.memory.get("event", 0)).first()
    if event is not None and event.ends_at is not None:
        stage.at(event.ends_at + timedelta(hours=1), plan_days)


def plan_days(stage: Stage) -> None:
    """Four wishes for two days are searched for a little, and what was found is accepted: three find a place, one cannot."""
    site, at = stage.site, stage.now
    who = next(iter(on_post(site, "conference.coordinator", at)), None)
    seated = Room.objects.filter(site=site, outdoor=False, is_open=True, fire_ok=True, styles__isnull=False)
    rooms = list(seated.distinct())  # rooms of an imported programme have no seats that anybody counted
    if who is None or not rooms:
        return
    first = local(site, at).date() + timedelta(days=BEGINS_AFTER)
    period = make_period(
        site=site, name="两日排期", first_day=first, last_day=first + timedelta(days=1), opens=time(9), closes=time(17),
        grain_minutes=30, weekends=True, rooms=rooms, actor=who, at=at,
    )  # fmt: skip
    lines = [
        {"key": f"{number}", "title": title, "minutes": minutes, "heads": 2, "required": list(must)}
        for number, (title, minutes, must) in enumerate(SMALL_PLAN, 1)
    ]
    lines.append({"key": "0", "title": "万人大会", "minutes": 60, "heads": TOO_MANY, "required": []})
    add_requests(period=period, lines=lines, actor=who, at=at)
    run = ask_for_places(period=period, seconds=5, actor=who, at=at)
    if search(run.pk, effort=Effort(seconds=60, workers=1, sweeps=8, parts=0)):
        run.refresh_from_db()
        done = accept(
            run=run,
            proposal_ids=list(run.proposals.values_list("pk", flat=True)),
            regime=Regime.COMMERCIAL,
            actor=who,
            at=at,
        )
        stage.counts["days_planned"] += done["accepted"]
        stage.counts["without_a_place"] += run.proposals.filter(kind=Kind.NONE).count()


def load(site: Site, now: datetime) -> None:
    """The demo's days of the two sessions: a meeting that may give way, the plan taken in and placed, the proposals waiting.
    Called once."""
    who = User.objects.filter(username="coordinator").first()
    first = local(site, now).date() + timedelta(days=BEGINS_AFTER)
    first -= timedelta(days=first.weekday())
    period = make_period(
        site=site, name="两会期间会议排期", first_day=first, last_day=first + timedelta(days=DAYS), opens=time(8),
        closes=time(18), grain_minutes=30, weekends=True, rooms=(), actor=who, at=now, pause_from=time(12),
        pause_until=time(13, 30),
    )  # fmt: skip
    _who_gives_way(site, first, who, now)
    lines = [
        {
            "key": f"{number:02}", "title": title, "minutes": minutes, "heads": heads, "style": str(getattr(style, "value", style)),
            "required": list(must), "preferred": list(wish), "priority": priority, "wished_part": part,
            "wished_day": first + timedelta(days=day),
        }
        for number, (title, minutes, heads, style, must, wish, priority, day, part) in enumerate(PLAN, 1)
    ]  # fmt: skip
    add_requests(period=period, lines=lines, actor=who, at=now)
    gather(period=period, actor=who, at=now)
    may_move = list(period.requests.filter(title=GIVES_WAY).values_list("pk", flat=True))
    settle_requests(period=period, shown=may_move, fixed=(), may_move=may_move, priorities={}, actor=who, at=now)
    run = ask_for_places(period=period, seconds=20, actor=who, at=now)
    search(run.pk, effort=Effort(seconds=60, workers=1, sweeps=60, parts=2))


def _who_gives_way(site: Site, first: date, who: User | None, now: datetime) -> None:
    """An ordinary meeting has the great hall when the congress wants it."""
    begin = to_utc(site, datetime.combine(first, time(9)))
    free = free_rooms(site, begin, begin + timedelta(minutes=ITS_MINUTES), headcount=ITS_HEADS, style=Style.THEATRE)
    if free:
        plan_event(
            site=site, key="demo", title=GIVES_WAY, room_id=free[-1].room_id, starts_at=begin,
            ends_at=begin + timedelta(minutes=ITS_MINUTES), headcount=ITS_HEADS, style=Style.THEATRE.value,
            regime=Regime.FISCAL, actor=who, at=now,
        )  # fmt: skip


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
TROUPE = Troupe(
    "scheduling",
    cast,
    lambda stage: {name: stage.counts[name] for name in ("days_planned", "without_a_place")},
    play=EVENT,
)
