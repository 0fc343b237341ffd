"""Cards at an estate: asked for, made by one and given out by another, lost, used after that; doors that lose their network."""

from datetime import date, datetime, time, timedelta
from typing import Any

from guanjia.foundation.persons.public import Person
from guanjia.foundation.rehearsal.public import ESTATE, Home, Invariant, Stage, Troupe, estate_of
from guanjia.foundation.sites.public import Site, local, site_now, to_utc
from guanjia.frontdesk.cards.actions.applying import Application, apply_for_card, verify_card
from guanjia.frontdesk.cards.actions.ending import cancel, replace_card
from guanjia.frontdesk.cards.actions.issuing import hand_out, make_card, stock_blanks
from guanjia.frontdesk.cards.actions.moving import CardRefused
from guanjia.frontdesk.cards.actions.zones import draw_zone
from guanjia.frontdesk.cards.models import Card
from guanjia.frontdesk.cards.queries.cards import past_their_lease, relation_of
from guanjia.frontdesk.cards.rules.cards import CLASS_OF_RELATION, CardClass, CardState, Evidence
from guanjia.places.public import Unit
from guanjia.telemetry.public import (
    Controller,
    Device,
    add_device,
    contact,
    devices_of,
    grant_list,
    hear,
    protocol,
    secret_of,
    wanted_grants,
    wrong_lists,
)

DOORS = (
    ("east-gate", "东门人行闸", "东门"),
    ("west-gate", "西门人行闸", "西门"),
    ("garage", "车库入户门", "地下车库B1"),
    ("roof", "天台门", "1栋天台"),
)
PAPER = {CardClass.OWNER: Evidence.DEED, CardClass.FAMILY: Evidence.DEED, CardClass.TENANT: Evidence.LEASE}
SHARE = 0.01
M = timedelta(minutes=1)
WALL = "cards.wall"


def cast(stage: Stage) -> None:
    """Hang four doors, draw two zones, and plant every day's applicants, losers and walkers."""
    manager = estate_of(stage).crew["duty.manager"][0]
    stock_blanks(site=stage.site, count=500, actor=manager, at=stage.now)
    wall: dict[int, Controller] = {}
    for code, name, place in DOORS:
        door, _secret = add_device(site=stage.site, code=code, name=name, place=place, actor=manager, at=stage.now)
        wall[door.pk] = _mount(stage, door)
    stage.memory[WALL] = wall
    doors = list(wall)
    draw_zone(site=stage.site, code="all", name="出入口", door_ids=doors[:3], actor=manager, at=stage.now)
    draw_zone(
        site=stage.site,
        code="roof",
        name="天台",
        door_ids=doors[3:],
        family=False,
        tenant=False,
        actor=manager,
        at=stage.now,
    )
    homes = [home for home in estate_of(stage).homes if home.person_ids]
    for day in estate_of(stage).days:
        for _number in range(max(4, round(len(homes) * SHARE)) if homes else 0):
            _plant(stage, day, 9, 17, _ask(stage.rng.choice(homes), stage.rng.random()))
        _plant(stage, day, 14, 15, _lose)
        _plant(stage, day, 17, 18, _use_lost)
        for hour in (8, 12, 18, 21):
            _plant(stage, day, hour, hour + 1, _walk)
        for hour in (10, 16, 23):
            _at(stage, day, time(hour, 30), _sync)


def _plant(stage: Stage, day: date, first: int, last: int, deed: Any) -> None:
    minute = stage.rng.randrange((last - first) * 60)
    stage.at(to_utc(stage.site, datetime.combine(day, time(first)) + minute * M), deed)


def _at(stage: Stage, day: date, clock: time, deed: Any) -> None:
    stage.at(to_utc(stage.site, datetime.combine(day, clock)), deed)


def _mount(stage: Stage, door: Device) -> Controller:
    """A simulated controller that speaks to the house directly: a rehearsal has no broker."""
    secret, site_code = secret_of(door), stage.site.code

    def say(subject: str, body: dict[str, Any]) -> bool:
        if stage.memory.get(f"{WALL}.{door.pk}.dead"):
            return False
        where = protocol.topic(site_code, door.code, subject)
        return hear(where, protocol.seal(secret, where, body)) is not None

    return Controller(site_code, door.code, secret, lambda: stage.now.timestamp(), say)


def _sync(stage: Stage) -> None:
    """Every door in contact takes its newest list and is told what was heard; at night the network is whole again."""
    late = local(stage.site, stage.now).hour >= 22
    for pk, controller in stage.memory[WALL].items():
        stage.memory[f"{WALL}.{pk}.dead"] = not late and stage.rng.random() < 0.1
        if stage.memory[f"{WALL}.{pk}.dead"]:
            stage.counts["doors_offline"] += 1
            continue
        device = Device.objects.select_related("site").get(pk=pk)
        if not device.is_current:
            controller.hear(protocol.GRANTS, grant_list(device, stage.now).raw)
            stage.counts["lists_pushed"] += 1
        controller.repeat()
        device.refresh_from_db()
        controller.hear(protocol.CONTACT, contact(device).raw)


def _ask(home: Home, luck: float) -> Any:
    """Somebody asks for a card; a few have no paper, most sign for it the same day."""

    def deed(stage: Stage) -> None:
        unit = Unit.objects.select_related("building", "site").get(pk=home.unit_id)
        person = Person.objects.get(pk=home.person_ids[stage.rng.randrange(len(home.person_ids))])
        held = relation_of(stage.site, unit, person, local(stage.site, stage.now).date())
        if held is None:
            return
        card_class = CLASS_OF_RELATION[held.relation]
        paper = Evidence.NONE if luck < 0.1 else PAPER[card_class]
        application = Application(
            person=person,
            unit=unit,
            card_class=card_class,
            evidence=paper,
            evidence_tail=f"{stage.rng.randrange(10000):04}",
        )
        desk = estate_of(stage).crew["frontdesk"]
        try:
            card = apply_for_card(site=stage.site, application=application, actor=desk[0], at=stage.now)
        except CardRefused:
            stage.counts["cards_refused"] += 1
            return
        stage.counts["cards_applied"] += 1
        if luck < 0.9:
            stage.at(stage.now + 20 * M, _give(card.pk))

    return deed


def _give(pk: int) -> Any:
    def deed(stage: Stage) -> None:
        desk = estate_of(stage).crew["frontdesk"]
        card = Card.objects.select_related("site", "person", "unit__building").get(pk=pk)
        if card.stage is CardState.APPLIED:
            try:
                card = verify_card(card=card, actor=desk[0], at=stage.now)
            except CardRefused:
                return
        if card.stage is not CardState.VERIFIED:
            return
        chip = f"04{stage.rng.randrange(16**12):012X}"
        card = make_card(card=card, chip=chip, actor=desk[0], at=stage.now)
        giver = estate_of(stage).crew["butler"][0]
        hand_out(card=card, signature=card.person.name, explained=True, actor=giver, at=stage.now)
        stage.counts["cards_given"] += 1

    return deed


def _active(stage: Stage) -> list[Card]:
    rows = Card.objects.filter(site=stage.site, state=CardState.ACTIVE).select_related(
        "site", "person", "unit__building"
    )
    return list(rows.order_by("pk"))


def _lose(stage: Stage) -> None:
    cards = _active(stage)
    if not cards:
        return
    desk = estate_of(stage).crew["frontdesk"][0]
    card = stage.rng.choice(cards)
    if stage.rng.random() < 0.5:
        new = replace_card(card=card, reason="外出遗失", actor=desk, at=stage.now)
        stage.at(stage.now + 15 * M, _give(new.pk))
        stage.counts["cards_lost"] += 1
    else:
        cancel(card=card, returned=stage.rng.random() < 0.5, reason="不再使用", actor=desk, at=stage.now)
        stage.counts["cards_cancelled"] += 1


def _use_lost(stage: Stage) -> None:
    """Somebody holds a lost card to a gate."""
    lost = Card.objects.filter(site=stage.site, state=CardState.LOST).order_by("-pk").first()
    if lost is None:
        return
    controller = next(iter(stage.memory[WALL].values()))
    allowed, _reason = controller.show(lost.digest)
    stage.counts["lost_cards_opened" if allowed else "lost_cards_refused"] += 1


def _walk(stage: Stage) -> None:
    for card in _active(stage)[:12]:
        controllers = list(stage.memory[WALL].values())
        allowed, _reason = stage.rng.choice(controllers).show(card.digest)
        stage.counts["doors_opened" if allowed else "doors_refused"] += 1


def lists_as_wanted(site: Site) -> list[str]:
    """Every controller that says it is current keeps exactly the grants that it should."""
    digests = {}
    for device in devices_of(site).select_related("site"):
        if device.is_current:
            digests[device.pk] = protocol.digest_of(wanted_grants(device))
    return wrong_lists(site, digests)


def _no_card_after_its_lease(site: Site) -> list[str]:
    return past_their_lease(site, site_now(site))


COUNTED = (
    "cards_applied", "cards_refused", "cards_given", "cards_lost", "cards_cancelled", "lost_cards_refused",
    "lost_cards_opened", "doors_opened", "doors_refused", "doors_offline", "lists_pushed",
)  # fmt: skip


def report(stage: Stage) -> dict[str, object]:
    """How often what happened with cards and doors."""
    return {name: stage.counts[name] for name in COUNTED}


TROUPE = Troupe("cards", cast, report, play=ESTATE)
INVARIANTS = (
    Invariant("no card after the lease", _no_card_after_its_lease),
    Invariant("doors keep what they should", lists_as_wanted),
)
