"""Meters that speak are read by themselves as a meeting begins and ends; what they cannot have said is left to people."""

from datetime import timedelta
from decimal import Decimal

import pytest

from guanjia.conference.actions.arrange import arrange_blocks
from guanjia.conference.events import BlockEnded, BlockStarted
from guanjia.conference.models import Block, Event
from guanjia.foundation.journal.public import Entry
from guanjia.foundation.sites.public import Site
from guanjia.green.actions.meters import FRESH, read_at_end, read_at_start
from guanjia.green.models import MeterReading
from guanjia.green.queries.footprint import green_page
from guanjia.green.receivers import meters_at_end, meters_at_start
from guanjia.places.public import Space
from guanjia.telemetry.public import Device, DeviceKind, add_device, answer_as_devices
from tests.cast import Cast
from tests.factories.conference import NINE, make_event, make_sitting
from tests.factories.places import make_hall

pytestmark = pytest.mark.django_db
NOON = NINE + timedelta(hours=3)


@pytest.fixture
def block(cast: Cast) -> Block:
    """A meeting from nine to twelve in half of a hall of 300 square metres with one meter."""
    Site.objects.update(held_at=NINE)
    hall, parts = make_hall(cast.site, "A")
    Space.objects.filter(rooms=hall).update(area_m2=100)
    add_device(site=cast.site, code="m1", name="A厅电表", kind=DeviceKind.METER, room=hall, actor=None, at=NINE)
    event = make_event(cast.site, title="培训会")
    make_sitting(event, parts[0], 0, 180)
    arrange_blocks(event=event, actor=None, at=NINE - timedelta(days=1))
    return Block.objects.select_related("event__site", "room", "site").get(event=event)


def says(kwh: object, at: object) -> None:
    Device.objects.update(state={"kwh": kwh}, state_at=at)


def test_what_the_meter_says_at_start_and_end_is_the_energy_of_the_meeting(block: Block) -> None:
    says(1000.5, NINE)
    meters_at_start(BlockStarted(block.pk), Entry(at=NINE))
    assert read_at_start(block=block, at=NINE) == [], "begun twice, read once"
    says(1060.5, NOON)
    meters_at_end(BlockEnded(block.pk), Entry(at=NOON))
    row = MeterReading.objects.select_related("sheet__event__site").get()
    assert (row.before, row.after, row.by) == (Decimal("1000.50"), Decimal("1060.50"), None)
    assert (row.own_m2, row.own_hours, row.all_m2_hours) == (100, 3, 900), "a third of what the meter feeds"
    assert green_page(row.sheet, compares=False).kwh == 20


@pytest.mark.parametrize(
    ("kwh", "late", "read"),
    [
        (12.5, FRESH, 1),
        (12.5, FRESH + timedelta(seconds=1), 0),
        (True, timedelta(), 0),
        ("much", timedelta(), 0),
        (-1, timedelta(), 0),
        ("nan", timedelta(), 0),
        ("Infinity", timedelta(), 0),
    ],
)
def test_a_silent_meter_and_nonsense_are_left_to_people(block: Block, kwh: object, late: timedelta, read: int) -> None:
    says(kwh, NINE - late)
    assert len(read_at_start(block=block, at=NINE)) == read


@pytest.mark.parametrize("kwh", [999, 5000])
def test_a_figure_that_cannot_be_stays_open(block: Block, kwh: int) -> None:
    says(1000, NINE)
    read_at_start(block=block, at=NINE)
    says(kwh, NOON)
    assert read_at_end(block=block, at=NOON) == [] and MeterReading.objects.get().after is None


def test_of_a_controlled_meeting_nothing_is_read_and_a_simulated_meter_goes_on(block: Block) -> None:
    says(1000, NINE)
    Site.objects.update(held_at=NOON)
    answer_as_devices(site=Site.objects.get(pk=block.site_id), at=NOON)
    assert Device.objects.get().state["kwh"] == 1018
    Event.objects.filter(pk=block.event_id).update(secrecy="controlled")
    block.event.refresh_from_db()
    assert read_at_start(block=block, at=NOON) == []
