"""The stage of a case: a site of its own with rooms and crew, a meeting called for its day, the curtain and the verdict."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from guanjia.conference.actions.approval import accept_scheme
from guanjia.conference.actions.guests import Draft, add_guests
from guanjia.conference.actions.intake import Wish, receive_wish
from guanjia.conference.actions.intake_links import confirm_needs
from guanjia.conference.actions.scheme import Line, Plan, draw_scheme, offer_scheme, write_budget
from guanjia.conference.models import Block, Event, Scheme
from guanjia.conference.rehearsal.copying import EVENING, site_beside
from guanjia.conference.rehearsal.demo_day import Finish
from guanjia.conference.rehearsal.playing import AFTER, bring_crew, plant_event
from guanjia.conference.rehearsal.visitors import double_admissions
from guanjia.conference.rules.budget import CostClass
from guanjia.conference.rules.needs import Channel, Segment
from guanjia.conference.rules.states import EventState
from guanjia.duties.public import Duty, DutyState, Errand
from guanjia.foundation.rehearsal.public import Check, Played, Stage, Told, broken_invariants, play, told_on
from guanjia.foundation.sites.public import Site, local, to_utc
from guanjia.kernel.words import gettext_noop as N_
from guanjia.people.public import User
from guanjia.places.public import Building, Equipment, Floor, Room, RoomStyle, Space, Style
from guanjia.posts.public import on_post

M = timedelta(minutes=1)
SATURDAY = 5
MORNING_AFTER = timedelta(hours=6)
"""Before the curtain: what is still owed about the event is written, and it is closed."""
DONE = frozenset({DutyState.ON_TIME, DutyState.LATE})
Plant = Callable[[Stage, Event], None]
Judge = Callable[[Stage, Event], Sequence[Check]]


@dataclass(frozen=True, kw_only=True)
class Hall:
    """A room of a case: capacity per style, equipment, and whether it lies under the sky."""

    code: str
    name: str
    area_m2: int
    styles: dict[str, int]
    equipment: dict[str, int] = field(default_factory=dict)
    outdoor: bool = False
    reserve: str = ""


@dataclass(frozen=True, kw_only=True)
class Meeting:
    """The meeting of a case: its room and style, hours on the site's clock, people."""

    title: str
    room: str
    style: Style
    begin: time
    end: time
    guests: Sequence[Draft]
    diets: str = ""
    special: str = ""
    cars: int | None = None
    weather: dict[str, str] = field(default_factory=dict)
    parking: dict[str, str] = field(default_factory=dict)
    applicant: str = "启明科技有限公司"


def stage_of(site: Site, seed: int, at: datetime, lead: timedelta = timedelta()) -> tuple[Stage, date]:
    """A stage beside `site` and the working day of its meeting: its clock stands at 18:00 of the evening before, or
    `lead` earlier. The day is the first from Monday to Friday after tomorrow."""
    day = local(site, at).date() + timedelta(days=2)
    while day.weekday() >= SATURDAY:
        day += timedelta(days=1)
    held = to_utc(site, datetime.combine(day - timedelta(days=1), EVENING)) - lead
    own = site_beside(site, seed, held)
    return Stage(own, held, random.Random(seed)), day


def build(site: Site, halls: Sequence[Hall]) -> dict[str, Room]:
    """The rooms, all in one house."""
    house = Building.objects.create(site=site, code="1", name="会议中心")
    floor = Floor.objects.create(building=house, level=1, name="1层")
    made: dict[str, Room] = {}
    for hall in halls:
        space = Space.objects.create(site=site, floor=floor, code=hall.code, name=hall.name, area_m2=hall.area_m2)
        room = Room.objects.create(
            site=site, code=hall.code, name=hall.name, setup_minutes=30, cleardown_minutes=15, outdoor=hall.outdoor,
            indoor_reserve=made.get(hall.reserve), access_score=4, facilities_score=4, sound_score=4,
            temperature_score=4,
        )  # fmt: skip
        room.spaces.set([space])
        RoomStyle.objects.bulk_create(RoomStyle(room=room, style=Style(s), capacity=n) for s, n in hall.styles.items())
        Equipment.objects.bulk_create(
            Equipment(site=site, room=room, kind=kind, count=count) for kind, count in hall.equipment.items()
        )
        made[hall.code] = room
    return made


def on(site: Site, day: date, hour: time) -> datetime:
    """An hour of a day on the site's clock."""
    return to_utc(site, datetime.combine(day, hour))


def play_meeting(
    site: Site, seed: int, at: datetime, told: Told, *, halls: Sequence[Hall], meeting: Meeting, plant: Plant,
    judge: Judge,
) -> Played:  # fmt: skip
    """Call the meeting, bring crew and guests, plant what the case is about, play to the day after and judge.

    The troupes of higher modules stay away: a case judges what its own people did, and theirs change the same sheet.
    """
    stage, day = stage_of(site, seed, at)
    rooms = build(stage.site, halls)
    end = curtain(stage.site, day, meeting.end)
    crew = bring_crew(stage, end)
    coordinator = crew.by_post["conference.coordinator"][0]
    event = ask(stage, meeting, day, coordinator)
    settle(stage, event, rooms[meeting.room], meeting, day)
    bring_guests(stage, event, meeting.guests)
    plant(stage, event)
    return close_curtain(stage, event, end, told, judge)


def ask(stage: Stage, meeting: Meeting, day: date, coordinator: User) -> Event:
    """An enterprise asks for the meeting; the co-ordinator takes it up."""
    wish = Wish(
        segment=Segment.ENTERPRISE,
        channel=Channel.TELEPHONE,
        title=meeting.title,
        applicant=meeting.applicant,
        contact_name="钱经理",
        contact_phone="13900001111",
        headcount=len(meeting.guests),
        starts_at=on(stage.site, day, meeting.begin),
        ends_at=on(stage.site, day, meeting.end),
        services=("tea",),
        diets=meeting.diets,
        special=meeting.special,
        cars=meeting.cars,
    )
    event = receive_wish(site=stage.site, wish=wish, actor=coordinator, at=stage.now)
    Event.objects.filter(pk=event.pk).update(coordinator=coordinator)
    event.refresh_from_db()
    return event


def settle(stage: Stage, event: Event, room: Room, meeting: Meeting, day: date) -> None:
    """Needs confirmed, scheme and budget drawn, offered and accepted with the signed paper: the event is in preparation."""
    actor, at = event.coordinator, stage.now
    confirm_needs(event=event, name="钱经理", actor=actor, at=at)
    event.refresh_from_db()
    plan = Plan(
        room=room,
        style=meeting.style,
        starts_at=on(stage.site, day, meeting.begin),
        ends_at=on(stage.site, day, meeting.end),
        headcount=len(meeting.guests),
        weather=dict(meeting.weather),
        parking=dict(meeting.parking),
    )
    scheme = draw_scheme(event=event, plan=plan, actor=actor, at=at)
    lines = [Line(cost_class=CostClass.VENUE, name="会场", unit_fen=len(meeting.guests) * 12_000)]
    write_budget(scheme_id=scheme.pk, rev=scheme.rev, lines=lines, actor=actor, at=at)
    offer_scheme(scheme_id=scheme.pk, actor=actor, at=at)
    offered = Scheme.objects.select_related("event__site", "room", "site").get(pk=scheme.pk)
    accept_scheme(scheme=offered, actor=actor, at=at, reason="客户签字盖章件")
    event.refresh_from_db()


def bring_guests(stage: Stage, event: Event, guests: Sequence[Draft]) -> None:
    """Put the guests on the list, and plant what happens at every event."""
    add_guests(event=event, drafts=guests, actor=event.coordinator, at=stage.now)
    plant_event(stage, event)


def curtain(site: Site, day: date, hour: time) -> datetime:
    """When the curtain falls over a meeting that ends at an hour of a day."""
    return on(site, day, hour) + AFTER


def plant_closing(stage: Stage, event: Event, end: datetime) -> None:
    """Have the event closed some hours before its curtain."""
    stage.at(end - MORNING_AFTER, Finish(event.pk, archive=False))


def close_curtain(stage: Stage, event: Event, end: datetime, told: Told, judge: Judge) -> Played:
    """Play until the end, then judge: what the case promises, and what every rehearsal does."""
    plant_closing(stage, event, end)
    play(stage, until=end, told=lambda now: told(now, end))
    event.refresh_from_db()
    checks = [*judge(stage, event), *_common(stage, event)]
    return Played(stage.site, ("conference.event", event.pk), tuple(checks), told_on(stage))


def _common(stage: Stage, event: Event) -> list[Check]:
    broken = broken_invariants(stage)
    closed = event.stage in {EventState.CLOSED, EventState.ARCHIVED}
    return [
        Check(
            N_("Nobody was let in twice"), str(len(double_admissions(stage.site))), not double_admissions(stage.site)
        ),
        Check(N_("The event is closed on the day after"), str(event.stage.label), closed),
        Check(N_("Nothing contradicts itself in the tables"), "; ".join(broken[:3]) or "0", not broken),
    ]


def block_of(event: Event) -> Block:
    """The event's first block."""
    return Block.objects.filter(event=event).select_related("room").order_by("starts_at", "pk")[0]


def someone(stage: Stage, post_code: str) -> User:
    """Whoever stands on the post at this moment."""
    return on_post(stage.site, post_code, stage.now)[0]


def do_duties(stage: Stage, kind: str, subject_id: int, *, code: str = "") -> None:
    """Have done what is owed about a subject by now, all of it or one standard's."""
    owed = Duty.objects.filter(site=stage.site, subject_kind=kind, subject_id=subject_id, state=DutyState.OPEN)
    owed = owed.filter(performer="", opens_at__lte=stage.now)
    for duty_id in (owed.filter(standard_code=code) if code else owed).order_by("due_at", "pk").values_list("pk"):
        Errand(duty_id[0])(stage)


def minutes_between(first: datetime | None, last: datetime | None) -> float | None:
    """Minutes from one moment to the other; None when one of them never came."""
    return None if first is None or last is None else (last - first) / M


def within(words: str, minutes: float | None, limit: float) -> Check:
    """A promise of so many minutes at most."""
    found = "-" if minutes is None else f"{minutes:g}′ / {limit:g}′"
    return Check(words, found, minutes is not None and 0 <= minutes <= limit)


def duty_kept(words: str, stage: Stage, code: str) -> Check:
    """Every duty of a standard was done in time, and there was one."""
    states: list[Any] = list(Duty.objects.filter(site=stage.site, standard_code=code).values_list("state", flat=True))
    kept = [state for state in states if state == DutyState.ON_TIME]
    withdrawn = [state for state in states if state == DutyState.WITHDRAWN]
    return Check(words, f"{len(kept)} / {len(states) - len(withdrawn)}", 0 < len(kept) == len(states) - len(withdrawn))
