"""The portal in a rehearsal: notices are published and posted, residents read them and name family; nobody sees another's rows."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any

from django.db.models import QuerySet

from guanjia.foundation.persons.public import Person
from guanjia.foundation.rehearsal.public import ESTATE, Invariant, Stage, Troupe, estate_of
from guanjia.foundation.sites.public import Site, local, site_now, to_utc
from guanjia.frontdesk.cards.public import CardRefused, ask_for_card
from guanjia.frontdesk.homes.public import Outage
from guanjia.frontdesk.parcels.public import share_code
from guanjia.kernel.states import MoveRefused
from guanjia.people.public import Occupancy, User
from guanjia.places.public import Unit
from guanjia.portal.actions.accounts import StaffAccount, account_of
from guanjia.portal.actions.announcing import (
    add_place,
    draft_announcement,
    mark_opened,
    publish_announcement,
    tick_posting,
    withdraw_announcement,
)
from guanjia.portal.actions.family import answer_family, ask_family
from guanjia.portal.models import Announcement, FamilyAsk, Told
from guanjia.portal.queries.announcements import notices_for, places_for
from guanjia.portal.queries.belongings import parcels_of
from guanjia.portal.queries.residence import Residence, residence_of
from guanjia.portal.rules.announcements import meant_for

NOTICES = (
    ("notice", "电梯年检安排", "本周四上午对各单元电梯进行年度检验，检验期间请走楼梯。"),
    ("outage", "二次供水水箱清洗停水", "水箱清洗消毒，上午九点至下午五点停水，请提前储水。"),
    ("fraud", "谨防冒充物业的缴费短信", "物业不会以短信链接收费，请勿点击，有疑问请致电前台。"),
    ("activity", "社区义诊", "周六上午在活动中心量血压、测血糖，欢迎参加。"),
    ("safety", "大风蓝色预警", "请收好阳台物品，勿在树下停车。"),
)
CONTACT = "客服前台 24 小时"
SHARE = 0.02
MOST_ACCOUNTS = 40


def cast_portal(stage: Stage) -> None:
    """A notice a day from the desk, posted by and by; some homes log in, read, and name somebody of the family."""
    estate = estate_of(stage)
    desk = (estate.crew.get("frontdesk") or estate.crew.get("estate.manager") or [None])[0]
    if desk is None or not estate.homes:
        return
    for name, kind in (("业主大群", "wechat"), ("租户通知群", "wechat"), ("东门公告栏", "board")):
        add_place(site=stage.site, name=name, kind=kind, building_id=None, actor=desk, at=stage.now)
    homes = [home for home in estate.homes if home.person_ids]
    stage.rng.shuffle(homes)
    chosen = homes[: min(MOST_ACCOUNTS, max(3, int(len(homes) * SHARE)))]
    for number, day in enumerate(estate.days):
        open_at = to_utc(stage.site, datetime.combine(day, time(9, 15)))
        stage.at(open_at, _publish(desk, NOTICES[number % len(NOTICES)]))
        for home in chosen[number :: max(1, len(estate.days))]:
            stage.at(open_at + timedelta(minutes=stage.rng.randint(20, 600)), _resident(home, desk))


def _publish(desk: Any, words: tuple[str, str, str]) -> Callable[[Stage], None]:
    kind, title, body = words

    def deed(stage: Stage) -> None:
        fields = {"kind": kind, "title": title, "body": body, "contact": CONTACT, "actor": desk, "at": stage.now}
        made = draft_announcement(site=stage.site, **fields)
        publish_announcement(announcement=made, actor=desk, at=stage.now)
        stage.counts["notices published"] += 1
        for number, place in enumerate(places_for(made)):
            stage.at(stage.now + timedelta(minutes=7 * (number + 1)), _tick(made, place, desk))
        if stage.rng.random() < 0.1:
            stage.at(stage.now + timedelta(hours=3), _withdraw(made, desk))

    return deed


def _tick(made: Announcement, place: Any, desk: Any) -> Callable[[Stage], None]:
    def deed(stage: Stage) -> None:
        made.refresh_from_db()
        try:
            tick_posting(announcement=made, place=place, actor=desk, at=stage.now)
            stage.counts["notices posted"] += 1
        except MoveRefused:
            stage.counts["notices taken back before they were posted"] += 1

    return deed


def _withdraw(made: Announcement, desk: Any) -> Callable[[Stage], None]:
    def deed(stage: Stage) -> None:
        made.refresh_from_db()
        withdraw_announcement(announcement=made, actor=desk, at=stage.now, reason="提前恢复")
        stage.counts["notices withdrawn"] += 1

    return deed


def _resident(home: Any, desk: Any) -> Callable[[Stage], None]:
    def deed(stage: Stage) -> None:
        site, person = stage.site, Person.objects.get(pk=home.person_ids[0])
        try:
            user = account_of(site=site, person=person, at=stage.now)
        except StaffAccount:
            return
        found = residence_of(user, site, stage.now)
        if found is None or not found.homes:
            return
        stage.counts["portal log-ins"] += 1
        for notice in notices_for(found, local(site, stage.now).date()):
            mark_opened(announcement=notice, user=user, at=stage.now)
        _asks_and_answers(stage, found)
        if stage.rng.random() < 0.25:
            name = person.name[:1] + stage.rng.choice(("小雨", "子轩", "奶奶", "建军"))
            ask = ask_family(
                site=site, unit=found.homes[0], person=person, name=name, phone="", relation="family", actor=user,
                at=stage.now,
            )  # fmt: skip
            stage.counts["family members named"] += 1
            if stage.rng.random() < 0.7:
                stage.at(stage.now + timedelta(minutes=stage.rng.randint(10, 200)), _answer(ask, desk))

    return deed


def _asks_and_answers(stage: Stage, found: Residence) -> None:
    """Some ask for a card, a few of them twice; some pass the code of a parcel on to a neighbour."""
    site, person, unit = stage.site, found.person, found.homes[0]
    if stage.rng.random() < 0.2:
        for _tap in range(1 if stage.rng.random() < 0.8 else 2):
            try:
                ask_for_card(site=site, person=person, unit=unit, actor=None, at=stage.now)
                stage.counts["cards asked for from home"] += 1
            except CardRefused:
                stage.counts["wishes for a card refused"] += 1
    for parcel in parcels_of(found, stage.now)[:1]:
        if parcel.code_digest and stage.rng.random() < 0.5:
            share_code(parcel=parcel, name="邻居", actor=None, at=stage.now)
            stage.counts["pick-up codes passed on"] += 1


def _answer(ask: FamilyAsk, desk: Any) -> Callable[[Stage], None]:
    def deed(stage: Stage) -> None:
        agree = stage.rng.random() < 0.8
        answer_family(ask=ask, agree=agree, reason="" if agree else "未能核实身份", actor=desk, at=stage.now)
        stage.counts["family members answered"] += 1

    return deed


def told_to_the_wrong(site: Site) -> list[str]:
    """Accounts that were told of a notice for buildings in which they have no relation at all."""
    rows = Told.objects.filter(announcement__site=site).select_related("announcement", "user")
    homes: dict[int, set[int]] = {}
    for person, building in Occupancy.objects.filter(site=site).values_list("person_id", "unit__building_id"):
        homes.setdefault(person, set()).add(building)
    return [
        f"{row.user_id} was told of {row.announcement.number}"
        for row in rows
        if not meant_for(row.announcement.building_ids, homes.get(row.user.person_id or 0, set()))
    ]


def sees_the_neighbours(site: Site) -> list[str]:
    """Accounts whose portal shows homes or parcels that the dated relations do not give them."""
    broken, now = [], site.held_at
    users = User.objects.filter(portal_devices__site=site) | User.objects.filter(username__startswith="resident-")
    for user in users.distinct()[:100] if now else []:
        found = residence_of(user, site, now)
        if found is None:
            continue
        today = local(site, now).date()
        mine = set(
            Occupancy.objects.current(today).filter(site=site, person=user.person_id).values_list("unit_id", flat=True)
        )
        broken += [f"{user.pk} sees home {unit.code}" for unit in found.homes if unit.pk not in mine]
        others = [row for row in parcels_of(found, now) if row.item.unit_id not in mine | {None}]
        broken += [f"{user.pk} sees parcel {row.pk}" for row in others if row.item.owner_id != user.person_id]
    return broken


def agreed_without_home(site: Site) -> list[str]:
    """Family members that the desk agreed to and who belong to no home."""
    rows = FamilyAsk.objects.filter(site=site, state="done").values_list("pk", "unit_id", "name")
    known = set(Unit.objects.filter(site=site).values_list("pk", "occupancies__person__name"))
    return [f"family ask {pk}" for pk, unit_id, name in rows if (unit_id, name) not in known]


def report(stage: Stage) -> dict[str, object]:
    """What the report of a rehearsal says of the portal."""
    keys = (
        "cards asked for from home",
        "wishes for a card refused",
        "pick-up codes passed on",
        "notices published",
        "notices posted",
        "portal log-ins",
        "family members named",
        "family members answered",
    )
    return {"portal": {key: stage.counts[key] for key in keys}}


TROUPE = Troupe("portal", cast_portal, report, play=ESTATE)


def told_of_what_is_over(site: Site) -> list[str]:
    """Published notices of outages that ended more than an hour ago: news is carried within a minute."""
    rows = {row.source.split(":")[1]: row for row in _outage_notices(site)}
    late = (site.held_at or site_now(site)) - timedelta(hours=1)
    over = Outage.objects.filter(site=site, pk__in=[int(pk) for pk in rows], ended_at__lt=late)
    return [f"notice {rows[str(outage.pk)].number} of {outage.number}" for outage in over]


def _outage_notices(site: Site) -> QuerySet[Announcement]:
    return Announcement.objects.filter(site=site, state="published", source__startswith="homes.outage:")


INVARIANTS = (
    Invariant("a notice is told to those whom it concerns", told_to_the_wrong),
    Invariant("nobody sees another home on the portal", sees_the_neighbours),
    Invariant("who was confirmed by the desk belongs to the home", agreed_without_home),
    Invariant("a notice of an outage ends with the outage", told_of_what_is_over),
)
