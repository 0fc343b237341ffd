"""W16: what may be taken in, where it lies, what is paid, how long it is remembered."""

from datetime import timedelta
from decimal import Decimal

import pytest

from guanjia.frontdesk.parcels.rules.accepting import CONTENTS, Packaging, is_special, refusal
from guanjia.frontdesk.parcels.rules.carriers import carrier_of, normal_number
from guanjia.frontdesk.parcels.rules.keeping import records_kept_for
from guanjia.frontdesk.parcels.rules.liability import LIMIT, most_payable, within_limit
from guanjia.frontdesk.parcels.rules.shelves import ShelfRule, is_watched, shelf_for, zone_of_room

S = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("typed", "number", "carrier"),
    [
        ("sf1234567890123", "SF1234567890123", "sf"),
        (" YT 1234567890123 ", "YT1234567890123", "yto"),
        ("ＪＴ１２３４５６７８９０１２３", "JT1234567890123", "jt"),
        ("EA123456789CN", "EA123456789CN", "ems"),
        ("773012345678901", "773012345678901", "sto"),
        ("JDVA12345678901", "JDVA12345678901", "jd"),
        ("ABCDEF123", "ABCDEF123", ""),
        ("12345", "", ""),
        ("张三", "", ""),
    ],
)
def test_numbers_and_their_carriers(typed: str, number: str, carrier: str) -> None:
    assert normal_number(typed) == number and carrier_of(number) == carrier


@pytest.mark.parametrize(
    ("rule", "building", "number", "initials", "shelf"),
    [
        (ShelfRule.BUILDING, "3", "1201", "zs", "3"),
        (ShelfRule.ALPHABET, "3", "1201", "zs", "Z"),
        (ShelfRule.ALPHABET, "3", "1201", "", "0"),
        (ShelfRule.ROOM, "3", "901", "", "3-A"),
        (ShelfRule.ROOM, "3", "999", "", "3-A"),
        (ShelfRule.ROOM, "3", "1001", "", "3-B"),
        (ShelfRule.ROOM, "3", "2001", "", "3-C"),
        (ShelfRule.BUILDING, "", "", "zs", "0"),
    ],
)
def test_shelves_by_building_alphabet_or_room(
    rule: ShelfRule, building: str, number: str, initials: str, shelf: str
) -> None:
    assert shelf_for(rule, building=building, number=number, initials=initials) == shelf


def test_a_room_without_a_number_is_in_the_first_zone() -> None:
    assert zone_of_room("A") == "A" and zone_of_room("12") == "A"


def test_dangerous_goods_are_refused_whoever_asks() -> None:
    never = [content.code for content in CONTENTS if content.never]
    assert {"explosive", "flammable", "poison", "weapon", "battery", "cash", "animal"} <= set(never)
    assert all(refusal(code, "经理同意") for code in never)


@pytest.mark.parametrize(
    ("code", "exception", "taken"),
    [
        ("electronics", "", False),
        ("electronics", " ", False),
        ("electronics", "经理同意", True),
        ("jewellery", "", False),
        ("ordinary", "", True),
        ("luggage", "", True),
        ("nonsense", "经理", False),
    ],
)
def test_valuables_are_not_accepted_in_principle(code: str, exception: str, taken: bool) -> None:
    assert (refusal(code, exception) == "") is taken


@pytest.mark.parametrize(
    ("code", "packaging", "special"),
    [
        ("ordinary", Packaging.INTACT, False),
        ("ordinary", Packaging.DAMAGED, True),
        ("ordinary", Packaging.OPENED, True),
        ("electronics", Packaging.INTACT, True),
    ],
)
def test_special_things_are_photographed(code: str, packaging: Packaging, special: bool) -> None:
    assert is_special(code, packaging) is special


@pytest.mark.parametrize(
    ("amount", "declared", "within"),
    [
        (LIMIT, None, True),
        (LIMIT + Decimal("0.01"), None, False),
        (Decimal(50), Decimal(50), True),
        (Decimal("50.01"), Decimal(50), False),
        (LIMIT + 1, Decimal(9000), False),
        (Decimal(-1), None, False),
    ],
)
def test_the_limit_of_liability(amount: Decimal, declared: Decimal | None, within: bool) -> None:
    assert within_limit(amount, declared) is within and most_payable(None) == LIMIT


@pytest.mark.parametrize(("days", "kept"), [(0, 92), (91, 92), (92, 92), (93, 93), (365, 365)])
def test_records_are_kept_three_months_at_least(days: int, kept: int) -> None:
    assert records_kept_for(days) == kept


@pytest.mark.parametrize(
    ("shelf", "zone", "blind", "watched"),
    [
        ("3", "1", "", True),
        ("", "1", "9", True),
        ("9", "1", "8, 9", False),
        ("a-1", "1", "A-1", False),
        ("3", " ", "", False),
    ],
)
def test_things_are_stored_where_a_camera_sees_them(shelf: str, zone: str, blind: str, watched: bool) -> None:
    assert is_watched(shelf, zone, blind) is watched
