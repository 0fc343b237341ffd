"""A household with doors, and the way of a card."""

from datetime import date, timedelta
from typing import Any

from guanjia.foundation.persons.public import Person
from guanjia.frontdesk.cards.public import (
    Application,
    Card,
    CardClass,
    Evidence,
    Zone,
    apply_for_card,
    draw_zone,
    hand_out,
    make_card,
    stock_blanks,
    verify_card,
)
from guanjia.people.public import Relation
from guanjia.places.public import Unit
from guanjia.telemetry.public import Controller, Device, add_device, grant_list, hear, protocol, secret_of
from tests.cast import Cast
from tests.factories.conference import NINE
from tests.factories.homes import make_resident, make_unit, settle

H, D = timedelta(hours=1), timedelta(days=1)
PAPER = {CardClass.OWNER: Evidence.DEED, CardClass.FAMILY: Evidence.DEED, CardClass.TENANT: Evidence.LEASE}


class Household:
    """A home 3-2-1201 with an owner; a gate for all, a roof for owners, a lobby of the building."""

    def __init__(self, cast: Cast) -> None:
        self.cast, self.site = cast, cast.site
        self.unit: Unit = make_unit(cast.site, "1201")
        self.owner = self.somebody("张三", Relation.OWNER)
        self.gate, self.roof, self.lobby = (self.door(code) for code in ("gate", "roof", "lobby"))
        self.zone("all", [self.gate])
        self.zone("roof", [self.roof], family=False, tenant=False)
        self.zone("b3", [self.lobby], building_id=self.unit.building_id)
        stock_blanks(site=cast.site, count=20, actor=cast.mei, at=NINE)

    def somebody(self, name: str, relation: Relation, until: date | None = None, unit: Unit | None = None) -> Person:
        person = make_resident(self.site, name)
        more = {"until": until} if until is not None else {}
        settle(unit or self.unit, person, relation, **more)
        return person

    def door(self, code: str) -> Device:
        return add_device(site=self.site, code=code, name=code, place=code, actor=self.cast.mei, at=NINE)[0]

    def zone(self, code: str, doors: list[Device], **fields: Any) -> Zone:
        ids = [door.pk for door in doors]
        return draw_zone(site=self.site, code=code, name=code, door_ids=ids, actor=self.cast.mei, at=NINE, **fields)

    def apply(self, person: Person, card_class: CardClass = CardClass.OWNER, at: Any = NINE, **fields: Any) -> Card:
        paper = {"evidence": PAPER.get(card_class, Evidence.OWNERS_WORD), "evidence_tail": "12AB"} | fields
        application = Application(person=person, unit=self.unit, card_class=card_class, **paper)
        return apply_for_card(site=self.site, application=application, actor=self.cast.rita, at=at)

    def active(
        self, person: Person, card_class: CardClass = CardClass.OWNER, chip: str = "04A1", **fields: Any
    ) -> Card:
        card = verify_card(card=self.apply(person, card_class, **fields), actor=self.cast.rita, at=NINE)
        card = make_card(card=card, chip=chip, actor=self.cast.rita, at=NINE)
        return hand_out(card=card, signature=person.name, explained=True, actor=self.cast.hana, at=NINE)


class Wall:
    """Simulated controllers without a broker: what the house says reaches them at once, what they say reaches the house."""

    def __init__(self, *doors: Device) -> None:
        self.at = NINE
        self.controllers = {door.pk: self._mount(door) for door in doors}

    def _mount(self, door: Device) -> Controller:
        secret = secret_of(door)

        def say(subject: str, body: dict[str, Any]) -> bool:
            where = protocol.topic(door.site.code, door.code, subject)
            hear(where, protocol.seal(secret, where, body))
            return True

        return Controller(door.site.code, door.code, secret, lambda: self.at.timestamp(), say)

    def sync(self) -> None:
        """Send every door its newest list."""
        for pk, controller in self.controllers.items():
            word = grant_list(Device.objects.select_related("site").get(pk=pk), self.at)
            assert controller.hear(protocol.GRANTS, word.raw)

    def show(self, door: Device, key: str) -> tuple[bool, str]:
        return self.controllers[door.pk].show(key)
