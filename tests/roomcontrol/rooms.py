"""Rooms with devices, a meeting that runs in one, and devices that answer without a network between."""

from datetime import datetime, timedelta
from typing import Any

from guanjia.conference.models import Block
from guanjia.foundation.sites.public import Site
from guanjia.places.public import Room
from guanjia.telemetry.actions.hearing import hear
from guanjia.telemetry.public import Appliance, Device, DeviceKind, add_device, protocol, secret_of, words_due
from tests.cast import Cast
from tests.factories.conference import NINE, make_event
from tests.factories.places import make_room

KINDS = ("light", "curtain", "projector", "screen", "microphone", "climate", "fresh_air", "sensor")


def equipped(site: Site, code: str = "302", kinds: tuple[str, ...] = KINDS) -> tuple[Room, dict[str, Device]]:
    """A room with one device of each kind."""
    room = make_room(site, code, name=f"{code}会议室")
    devices = {
        kind: add_device(
            site=site, code=f"{code}-{kind}", name=kind, kind=DeviceKind(kind), room=room, actor=None, at=NINE
        )[0]
        for kind in kinds
    }
    return room, devices


def running(cast: Cast, room: object, **fields: object) -> Block:
    """A meeting from nine to eleven, begun in time."""
    event = make_event(cast.site, starts_at=NINE, ends_at=NINE + timedelta(hours=2))
    return Block.objects.create(
        site=cast.site, event=event, room=room, starts_at=NINE, ends_at=NINE + timedelta(hours=2), state="running", started_at=NINE,
        **({"headcount": 20} | fields),
    )  # fmt: skip


class Wire:
    """Every device of a site at the other end of a wire: `carry` brings what is due, and their answers back."""

    def __init__(self, devices: dict[str, Device]) -> None:
        self.answers: list[tuple[str, bytes]] = []
        self.now = NINE
        self.appliances = {device.code: self._plugged(device) for device in devices.values()}

    def _plugged(self, device: Device) -> Appliance:
        secret, site = secret_of(device), device.site.code

        def tell(subject: str, body: dict[str, Any]) -> bool:
            where = protocol.topic(site, device.code, subject)
            self.answers.append((where, protocol.seal(secret, where, body)))
            return True

        return Appliance(site, device.code, secret, lambda: self.now.timestamp(), tell)

    def carry(self, at: datetime) -> None:
        """Everything that is due now is said, and what is answered is heard."""
        self.now = at
        Site.objects.update(held_at=at)
        for word in words_due(at):
            _guanjia, _site, code, subject = word.topic.split("/")
            if code in self.appliances:
                self.appliances[code].hear(subject, word.raw)
        answers, self.answers = self.answers, []
        for where, raw in answers:
            hear(where, raw)
