"""Rule tables of the two ways in: both sides of each boundary."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from guanjia.conference.rules.budget import CostClass, shares
from guanjia.conference.rules.giving_way import nearest_start
from guanjia.conference.rules.needs import PROFILES, SET_UPS, MeetingKind, Segment, Service, band_of
from guanjia.conference.rules.regime import Clause, excesses, forbidden, meeting_days, named_services, offered
from guanjia.conference.rules.sheet import Department, Role, concerned, differences, fitting, support_heads
from guanjia.conference.rules.states import Regime

DAY = datetime(2026, 3, 5, tzinfo=UTC)
LAWS = {
    key: Clause(key, value, "art.")
    for key, value in {
        "meeting.fiscal_fruit": 0,
        "meeting.official_frugality": 0,
        "meeting.class2_people": 300,
        "meeting.class3_people": 150,
        "meeting.class4_people": 50,
        "meeting.days": 1.5,
        "meeting.class1_quota": 760,
        "meeting.class2_quota": 650,
        "meeting.class3_quota": 550,
    }.items()
}


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [("09:00", "12:00", "0.5"), ("09:00", "12:01", "1"), ("12:00", "18:00", "0.5"), ("11:59", "13:00", "1")],
)
def test_halves_of_a_day_count(start: str, end: str, days: str) -> None:
    first, last = (datetime.fromisoformat(f"2026-03-05T{each}+00:00") for each in (start, end))
    assert meeting_days(first, last) == Decimal(days)
    assert meeting_days(first, last + timedelta(days=1)) == Decimal(days) + 1


@pytest.mark.parametrize(
    ("meeting_class", "heads", "days", "fen", "count"),
    [
        (2, 300, "1.5", None, 0),
        (2, 301, "1.5", None, 1),
        (3, 150, "1.5", None, 0),
        (3, 151, "2", None, 2),
        (4, 50, "1", 2_750_000, 0),
        (4, 50, "1", 2_750_001, 1),
        (1, 900, "5", 900 * 5 * 76_000, 0),
        (1, 900, "5", 900 * 5 * 76_000 + 1, 1),
        (4, 50, "0.5", 1_375_000, 0),
        (4, 50, "0.5", 1_375_001, 1),
    ],
)
def test_ceilings_of_a_class(meeting_class: int, heads: int, days: str, fen: int | None, count: int) -> None:
    found = excesses(meeting_class=meeting_class, heads=heads, days=Decimal(days), total_fen=fen, laws=LAWS)
    assert len(found) == count


def test_a_forbidden_service_has_no_button_under_public_funds() -> None:
    gone = set(Service) - set(offered(Regime.FISCAL, LAWS))
    assert {each.value for each in gone} == {
        "fruit", "flowers", "backdrop", "gifts", "banquet", "cigarettes", "alcohol",
    }  # fmt: skip
    assert offered(Regime.COMMERCIAL, LAWS) == list(Service)
    assert forbidden(Regime.FISCAL, ["fruit"], {}) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [("果盘两份", ["fruit"]), ("酒店接送", []), ("酒精消毒", []), ("会议烟酒", ["cigarettes", "alcohol"]), ("茶", [])],
)
def test_a_typed_line_is_read(text: str, found: list[str]) -> None:
    assert [each.value for each in named_services(text)] == found


@pytest.mark.parametrize(("venue", "outside"), [(30, ""), (40, ""), (29, "below"), (41, "above")])
def test_a_share_on_its_band(venue: int, outside: str) -> None:
    rest = 100 - venue
    amounts = {CostClass.VENUE: venue, CostClass.EQUIPMENT: 0, CostClass.PEOPLE: rest, CostClass.CATERING: 0}
    assert shares(amounts)[0].outside == outside


def test_segments_and_kinds_all_have_their_defaults() -> None:
    assert set(PROFILES) == set(Segment) and set(SET_UPS) == set(MeetingKind)
    assert PROFILES[Segment.GOVERNMENT].regime is Regime.FISCAL
    assert SET_UPS[MeetingKind.ASSEMBLY].large and Service.STREAMING in SET_UPS[MeetingKind.LAUNCH].services


@pytest.mark.parametrize(
    ("heads", "band"), [(10, "up to 10"), (11, "11 to 30"), (500, "151 to 500"), (501, "more than 500")]
)
def test_bands(heads: int, band: str) -> None:
    assert band_of(heads) == band


def test_differences_are_named_and_concern_departments() -> None:
    changes = differences({"diets": "", "headcount": 20, "menu": "a"}, {"headcount": 20, "menu": "b"})
    assert [(each.code, each.old, each.new) for each in changes] == [("menu", "a", "b")]
    assert concerned(changes) == [Department.CLEANING, Department.CATERING]
    assert fitting({"title": "x", "rooms": [1]}, controlled=True) == {"rooms": [1]}


@pytest.mark.parametrize(("guests", "reception", "guards"), [(50, 1, 1), (51, 2, 1), (100, 2, 1), (101, 3, 2)])
def test_support_grows_with_the_guests(guests: int, reception: int, guards: int) -> None:
    heads = support_heads(headcount=guests, rooms=1, cleaners=2, large=False)
    assert (heads[Role.RECEPTION], heads[Role.GUARDS], heads[Role.CLEANERS]) == (reception, guards, 2)


def test_the_nearest_free_start_prefers_the_later() -> None:
    nine, hour = DAY.replace(hour=9), timedelta(hours=1)
    usual = {"starts_at": nine, "length": hour, "first": DAY, "opens": 7, "closes": 22}
    assert nearest_start([(nine, nine + hour)], **usual) == nine + hour
    assert nearest_start([(nine, nine + 2 * hour)], **usual) == nine - hour
    assert nearest_start([(DAY - timedelta(days=9), DAY + timedelta(days=9))], **usual) is None
    late = usual | {"starts_at": DAY.replace(hour=21), "closes": 22}
    assert nearest_start([(DAY.replace(hour=21), DAY.replace(hour=22))], **late) == DAY.replace(hour=20)
