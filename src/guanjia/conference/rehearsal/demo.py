"""The demo site, its past played by the rehearsal and its present left to whoever logs in."""

import random
from datetime import datetime, time, timedelta

from guanjia.conference.rehearsal.crew import NAMES, PARTS
from guanjia.conference.rehearsal.demo_data import MEETINGS, ROOMS, DemoMeeting
from guanjia.conference.rehearsal.demo_day import Day
from guanjia.conference.rehearsal.demo_ways import Booking
from guanjia.conference.rules.states import Regime
from guanjia.foundation.rehearsal.public import Stage, play
from guanjia.foundation.sites.public import Company, Site, local, to_utc
from guanjia.people.public import Membership, Organisation, Roles, User
from guanjia.places.public import Building, Equipment, Floor, Room, RoomStyle, Space, Style
from guanjia.posts.public import Crew, days_between, engage, fill_roster

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
    settings = {"secrecy_contact": "0571-8000 0000", "phone": "0571-8000 1000"}
    site = Site.objects.create(company=company, code=SITE, name="江州市会议中心", settings=settings)
    today = local(site, now).date()
    site.held_at = to_utc(site, datetime.combine(today - timedelta(days=3), time(18)))
    site.save(update_fields=["held_at"])
    crew = engage(site, PARTS, NAMES, prefix="", password=PASSWORD)
    fill_roster(
        site, crew, days_between(today - timedelta(days=3), today + timedelta(days=14)), begin=time(0), end=time(23, 59)
    )
    _watchers(company)
    _places(site)
    clients = _clients(site)
    stage = Stage(site, site.held_at, random.Random(2026))
    _book(stage, crew, clients, now)
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


def _book(stage: Stage, crew: Crew, clients: dict[Regime, Organisation], now: datetime) -> None:
    """Plant the way in of every meeting: what is near was asked for on the first evening, what is later on each morning."""
    people = {name: crew.by_post[f"conference.{name}"][0] for name in ("coordinator", "manager")}
    for number, meeting in enumerate(MEETINGS):
        starts_at = _start(stage.site, meeting, now)
        booking = Booking(meeting, clients[meeting.regime], people, starts_at, Day(meeting))
        if meeting.by_telephone:
            stage.at(max(stage.now, starts_at - timedelta(minutes=75)), booking)
        elif meeting.day <= 0:
            stage.at(stage.now, booking)
        else:
            stage.at(stage.now + timedelta(hours=16, minutes=20 * number), booking)
