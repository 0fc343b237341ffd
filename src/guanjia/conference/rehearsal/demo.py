"""The demo site, its past played by the rehearsal and its present left to whoever logs in."""

import random
from datetime import datetime, time, timedelta

from guanjia.conference.actions.opening import Sketch, open_event
from guanjia.conference.actions.sessions import add_session, cancel_event
from guanjia.conference.models import Event
from guanjia.conference.rehearsal.crew import Crew, days_between, engage, fill_roster
from guanjia.conference.rehearsal.dayof import close_out
from guanjia.conference.rehearsal.demo_data import MEETINGS, ROOMS, DemoMeeting
from guanjia.conference.rehearsal.hosts import plant_meetings
from guanjia.conference.rules.states import EventState, Regime, Track
from guanjia.foundation.rehearsal.public import Stage, play
from guanjia.foundation.sites.public import Company, Site, local, to_utc
from guanjia.people.public import Membership, Organisation, Roles, User
from guanjia.places.public import Building, Equipment, Floor, Room, RoomStyle, Space, Style

SITE = "centre"
PASSWORD = "guanjia-demo"
STEP = timedelta(minutes=5)
WATCHERS = (("auditor", "审计员", Roles.AUDITOR), ("head", "集团总部", Roles.HEAD_OFFICE))
CLIENTS = (("江州市机关事务管理局", "government"), ("启明科技有限公司", "enterprise"), ("云栖花园业主委员会", "owner"))


def load(now: datetime) -> Site:
    """Make company, site, rooms, people and two days of history up to `now`; the site then keeps the wall clock's time.

    Called once, for a database without the site.
    """
    company = Company.objects.create(code="guanjia", name="江州物业服务集团")
    settings = {"secrecy_contact": "0571-8000 0000"}
    site = Site.objects.create(company=company, code=SITE, name="江州市会议中心", settings=settings)
    today = local(site, now).date()
    site.held_at = to_utc(site, datetime.combine(today - timedelta(days=3), time(18)))
    site.save(update_fields=["held_at"])
    crew = engage(site, prefix="", password=PASSWORD)
    fill_roster(
        site, crew, days_between(today - timedelta(days=3), today + timedelta(days=14)), begin=time(0), end=time(23, 59)
    )
    _watchers(company)
    _places(site)
    clients = _clients(site)
    stage = Stage(site, site.held_at, random.Random(2026))
    for meeting in MEETINGS:
        event = _event(stage, meeting, crew, clients, now)
        plant_meetings(stage, event)
        close_out(stage, event)
    _others(stage, crew, clients)
    play(stage, until=now)
    Site.objects.filter(pk=site.pk).update(held_at=None)
    site.held_at = None
    return site


def log_ins() -> list[tuple[str, str, str]]:
    """(user name, password, role in English) of the demo's people, in the order of the posts."""
    rows = Membership.objects.filter(company__code="guanjia", user__is_active=True, valid_until=None)
    rows = rows.filter(site__code=SITE) | rows.filter(site=None)
    return [(m.user.username, PASSWORD, Roles(m.role).label) for m in rows.select_related("user").order_by("pk")]


def _watchers(company: Company) -> None:
    for username, name, role in WATCHERS:
        user = User.objects.create_user(username, PASSWORD, display_name=name)
        Membership.objects.create(user=user, company=company, site=None, role=role)


def _places(site: Site) -> None:
    house = Building.objects.create(site=site, code="1", name="主楼")
    spaces: dict[str, Space] = {}
    for room in ROOMS:
        floor, _made = Floor.objects.get_or_create(
            building=house, level=room.level, defaults={"name": f"{room.level}层"}
        )
        for code in room.spaces:
            if code not in spaces:
                spaces[code] = Space.objects.create(site=site, floor=floor, code=code, name=code, area_m2=room.area_m2)
        made = Room.objects.create(
            site=site, code=room.code, name=room.name, setup_minutes=30, cleardown_minutes=15,
            access_score=4, facilities_score=4, sound_score=3 + room.level % 3, temperature_score=4,
        )  # fmt: skip
        made.spaces.set([spaces[code] for code in room.spaces])
        RoomStyle.objects.bulk_create(RoomStyle(room=made, style=Style(s), capacity=n) for s, n in room.styles.items())
        Equipment.objects.bulk_create(
            Equipment(site=site, room=made, kind=kind, count=count) for kind, count in room.equipment.items()
        )


def _clients(site: Site) -> dict[Regime, Organisation]:
    made = []
    for name, kind in CLIENTS:
        made.append(Organisation.objects.create(company=site.company, name=name, kind=kind))
        made[-1].sites.add(site)
    government, enterprise, owners = made
    return {
        Regime.FISCAL: government,
        Regime.COMMERCIAL: enterprise,
        Regime.OWNERS: owners,
        Regime.PUBLIC_BENEFIT: government,
    }


def _start(site: Site, meeting: DemoMeeting, now: datetime) -> datetime:
    if isinstance(meeting.start, int):
        begin = now + timedelta(minutes=meeting.start)
        return begin - timedelta(minutes=begin.minute % 5, seconds=begin.second, microseconds=begin.microsecond)
    day = local(site, now).date() + timedelta(days=meeting.day)
    return to_utc(site, datetime.combine(day, time.fromisoformat(meeting.start)))


def _event(stage: Stage, meeting: DemoMeeting, crew: Crew, clients: dict[Regime, Organisation], now: datetime) -> Event:
    coordinator = crew.by_post["conference.coordinator"][0]
    sketch = Sketch(
        title=meeting.title,
        track=Track.APPLICATION if meeting.regime is Regime.FISCAL else Track.ENQUIRY,
        regime=meeting.regime,
        state=EventState.PREPARATION,
        secrecy=meeting.secrecy,
        expected_count=meeting.heads,
        fields={
            "organisation_id": clients[meeting.regime].pk,
            "coordinator_id": coordinator.pk,
            "large": meeting.heads >= 500,
        },
    )
    event = open_event(site=stage.site, sketch=sketch, actor=coordinator, at=stage.now)
    starts_at = _start(stage.site, meeting, now)
    add_session(
        event=event,
        title=meeting.title,
        room_id=Room.objects.get(site=stage.site, code=meeting.room).pk,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=meeting.minutes),
        actor=coordinator,
        at=stage.now,
    )
    return event


def _others(stage: Stage, crew: Crew, clients: dict[Regime, Organisation]) -> None:
    """Events that stand before their room: an enquiry, an application, one that was called off."""
    coordinator = crew.by_post["conference.coordinator"][0]
    for title, track, regime, state in (
        ("年度答谢会", Track.ENQUIRY, Regime.COMMERCIAL, EventState.ENQUIRY),
        ("党外人士座谈会", Track.APPLICATION, Regime.FISCAL, EventState.APPLIED),
        ("露天音乐会", Track.ENQUIRY, Regime.COMMERCIAL, EventState.PREPARATION),
    ):
        sketch = Sketch(
            title=title,
            track=track,
            regime=regime,
            state=state,
            expected_count=120,
            fields={"organisation_id": clients[regime].pk, "coordinator_id": coordinator.pk},
        )
        event = open_event(site=stage.site, sketch=sketch, actor=coordinator, at=stage.now)
        if state is EventState.PREPARATION:
            cancel_event(event=event, actor=coordinator, at=stage.now, reason="主办方取消")
