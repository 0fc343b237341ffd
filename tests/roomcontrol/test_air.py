"""The air of a room: heads, weather and the station outside, a complaint at once, off where nobody is; within the law."""

from datetime import datetime, timedelta

import pytest

from guanjia.conference.models import Block
from guanjia.duties.public import Duty, plan_now
from guanjia.foundation.journal.public import Entry
from guanjia.foundation.sites.public import Site
from guanjia.roomcontrol.actions.climate import (
    COMFORT,
    complain,
    follow_air,
    regulate,
    switch_idle_off,
    tell_weather,
)
from guanjia.roomcontrol.actions.overrides import hold
from guanjia.roomcontrol.models import AirRecord, RunStep
from guanjia.roomcontrol.rules.refusals import RoomRefused
from guanjia.telemetry.public import Device, DeviceKind, add_device
from tests.batteries import SubjectBattery
from tests.cast import Cast
from tests.factories.conference import NINE, make_event
from tests.roomcontrol.rooms import Wire, equipped, running

pytestmark = pytest.mark.django_db
S = timedelta(seconds=1)


def test_the_air_follows_heads_and_weather_and_a_complaint_at_once(cast: Cast, site: Site) -> None:
    room, devices = equipped(site, kinds=("climate", "fresh_air", "sensor"))
    block = running(cast, room)
    first = regulate(room=room, at=NINE)
    assert (first.temperature_c, first.fresh_m3h) == (20, 400) and [why.value for why in first.why] == [
        "table",
        "planned",
        "silent",
    ]
    regulate(room=room, at=NINE + S)
    assert AirRecord.objects.count() == 1, "the same is not told again"
    tell_weather(site=site, celsius=31, actor=cast.rita, at=NINE)
    Device.objects.filter(pk=devices["sensor"].pk).update(state={"temperature": 27.5}, state_at=NINE)
    room.site.refresh_from_db()
    warm = regulate(room=room, at=NINE + timedelta(minutes=10))
    assert warm.temperature_c == 26 and [why.value for why in warm.why] == ["weather", "planned", "sensor"]
    assert "silent" in [why.value for why in regulate(room=room, at=NINE + timedelta(minutes=10, seconds=1)).why]
    held = hold(room=room, kind="climate", values={"on": True, "temperature": 24}, actor=cast.bob, at=NINE)
    made = complain(room=room, cold=True, actor=cast.bob, at=NINE + timedelta(minutes=11))
    held.refresh_from_db()
    assert (made.was_c, made.now_c, held.ended_by) == (26, 27, "comfort")
    assert RunStep.objects.get(device=devices["climate"], run__state="running").wanted["temperature"] == 27
    plan_now(COMFORT, [made.pk], at=made.at)
    duty = Duty.objects.get(subject_kind=COMFORT)
    assert duty.due_at == made.at + timedelta(minutes=10) and duty.post_code == "conference.attendant"
    SubjectBattery.check_kind(COMFORT, [made.pk])
    assert complain(room=room, cold=False, actor=cast.bob, at=made.at).now_c == 26
    assert complain(room=room, cold=False, actor=cast.bob, at=made.at).now_c == 26, "never below the law"
    assert regulate(room=room, at=NINE + timedelta(hours=3, seconds=1)).temperature_c == 19, (
        "old weather is none: winter by the table, one degree cooler as asked"
    )
    assert block.pk
    with pytest.raises(RoomRefused):
        tell_weather(site=site, celsius=99, actor=cast.rita, at=NINE)


def test_the_station_outside_tells_the_weather_and_the_air_follows_while_the_meeting_runs(
    cast: Cast, site: Site
) -> None:
    room, _devices = equipped(site, kinds=("climate", "fresh_air"))
    running(cast, room)
    station, _secret = add_device(
        site=site, code="outside", name="室外气象站", kind=DeviceKind.SENSOR, room=None, actor=None, at=NINE
    )

    def says(celsius: object, at: datetime) -> None:
        Site.objects.update(held_at=at)
        wire = Wire({"station": station})
        wire.now, wire.appliances[station.code].state = at, {"temperature": celsius}
        wire.appliances[station.code].report()
        wire.carry(at)

    regulate(room=room, at=NINE)
    told = Entry.objects.filter(action="weather")
    for celsius, minutes, count in (
        (31, 1, 1),
        (31.4, 2, 1),
        (31.5, 3, 2),
        (31.5, 32, 2),
        (31.5, 34, 3),
        (True, 80, 3),
        (99, 81, 3),
    ):
        says(celsius, NINE + timedelta(minutes=minutes))
        assert told.count() == count, (celsius, minutes)
    site.refresh_from_db()
    assert follow_air(site=site, at=NINE + timedelta(minutes=4, seconds=59)) == [], "a set-point stands five minutes"
    assert follow_air(site=site, at=NINE + timedelta(minutes=5)) == [room]
    assert AirRecord.objects.filter(room=room).first().temperature_c == 26  # type: ignore[union-attr]
    assert follow_air(site=site, at=NINE + timedelta(minutes=20)) == [], "the same is not told again"


@pytest.mark.parametrize(
    ("starts", "ends", "off"),
    [(None, None, True), (29, 90, False), (31, 90, True), (-120, -29, False), (-120, -31, True)],
)
def test_a_room_that_nobody_uses_goes_off(
    cast: Cast, site: Site, starts: int | None, ends: int | None, off: bool
) -> None:
    room, devices = equipped(site, kinds=("light",))
    Device.objects.filter(pk=devices["light"].pk).update(state={"on": True})
    if starts is not None and ends is not None:
        fields = {"starts_at": NINE + timedelta(minutes=starts), "ends_at": NINE + timedelta(minutes=ends)}
        Block.objects.create(site=site, event=make_event(site), room=room, state="planned", **fields)
    assert switch_idle_off(site=site, at=NINE) == ([room] if off else [])
