"""Needs, prayer times, forecasts, waste, energy and footprint: both sides of each boundary, no database."""

import math
import random
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from guanjia.duties.rules.answers import Answer, failures
from guanjia.green.queries.prayers import coordinates
from guanjia.green.rules import catering
from guanjia.green.rules.catering import Past, forecast, impossible, portions, wasted
from guanjia.green.rules.energy import Share, most_plausible, used
from guanjia.green.rules.footprint import Amount, Factor, Like, compare, factors_on, footprint, shipped
from guanjia.green.rules.needs import DIETS, Need, Told, Wanting, counts, difference, parse_codes, read_text, seats
from guanjia.green.rules.prayer import Method, NoDay, prayer_times
from guanjia.green.rules.waste import WasteKind, sorted_percent, totals
from guanjia.standards.queries.shipped import shipped as standards

N = Need


@pytest.mark.parametrize(
    ("text", "needs", "other"),
    [
        ("素食,不吃海鲜;轮椅", {N.VEGETARIAN, N.NO_SEAFOOD, N.WHEELCHAIR}, ()),
        ("纯素、手语", {N.VEGAN, N.SIGN_LANGUAGE}, ()),
        ("Halal, gluten-free", {N.HALAL, N.GLUTEN_FREE}, ()),
        ("没有轮椅", set(), ("没有轮椅",)),
        ("not vegetarian", set(), ("not vegetarian",)),
        ("donut", set(), ("donut",)),
        ("nut allergy / donut", {N.NO_NUTS}, ("donut",)),
        ("对芒果过敏", set(), ("对芒果过敏",)),
        ("无", set(), ()),
        ("", set(), ()),
        ("需要导盲犬陪同座", {N.GUIDE_DOG, N.COMPANION}, ()),
    ],
)
def test_a_typed_line_is_sorted_or_kept_word_for_word(text: str, needs: set[Need], other: tuple[str, ...]) -> None:
    assert read_text(text) == Told(frozenset(needs), other)


def test_a_box_that_is_none_is_refused_and_changes_are_counted_by_need() -> None:
    assert parse_codes(["halal", "halal"]) == {N.HALAL}
    with pytest.raises(ValueError, match="poison"):
        parse_codes(["halal", "poison"])
    old, new = Told(frozenset({N.HALAL, N.WHEELCHAIR})), Told(frozenset({N.VEGAN}))
    assert difference(old, new).more == {N.HALAL: -1, N.VEGAN: 1}, "a wheelchair is no matter of the kitchen"
    assert not difference(old, old)


def test_the_kitchen_counts_and_sees_seats_without_names() -> None:
    rows = [Wanting(seat, Told(frozenset(needs))) for seat, needs in (
        ("B2", {N.NO_NUTS}), ("", {N.NO_NUTS, N.HALAL}), ("A1", {N.NO_NUTS}), ("A2", {N.HEARING}))]  # fmt: skip
    assert counts(rows, DIETS) == [(N.HALAL, 1), (N.NO_NUTS, 3)]
    assert seats(rows, N.NO_NUTS) == ["A1", "B2", ""]
    assert not hasattr(rows[0], "name")


def minutes(text: str) -> int:
    hours, rest = text.split(":")
    return 60 * int(hours) + int(rest)


def local(times: dict[str, datetime], name: str) -> str:
    return f"{times[name] + timedelta(hours=8):%H:%M}"


@pytest.mark.parametrize(
    ("place", "day", "sunrise", "sunset"),
    [
        ((39.9042, 116.4074), date(2024, 6, 21), "04:46", "19:46"),
        ((39.9042, 116.4074), date(2024, 12, 21), "07:32", "16:53"),
        ((31.2304, 121.4737), date(2024, 6, 21), "04:51", "19:02"),
    ],
)
def test_sunrise_and_sunset_agree_with_published_ones(
    place: tuple[float, float], day: date, sunrise: str, sunset: str
) -> None:
    """Beijing and Shanghai at the solstices, as almanacs print them; a minute either way."""
    times = prayer_times(day, latitude=place[0], longitude=place[1]).at
    for name, printed in (("sunrise", sunrise), ("maghrib", sunset)):
        assert abs(minutes(local(times, name)) - minutes(printed)) <= 1, (name, local(times, name))


def height(moment: datetime, latitude: float, longitude: float) -> float:
    """The sun's height by another way (Meeus: right ascension and sidereal time, no equation of time)."""
    days = (moment - datetime(2000, 1, 1, 12, tzinfo=UTC)).total_seconds() / 86400
    t = days / 36525
    mean = 280.46646 + 36000.76983 * t + 0.0003032 * t * t
    anomaly = math.radians(357.52911 + 35999.05029 * t - 0.0001537 * t * t)
    centre = (
        (1.914602 - 0.004817 * t) * math.sin(anomaly)
        + 0.019993 * math.sin(2 * anomaly)
        + 0.000289 * math.sin(3 * anomaly)
    )
    true, tilt = math.radians(mean + centre), math.radians(23.439291 - 0.0130042 * t)
    ascension = math.degrees(math.atan2(math.cos(tilt) * math.sin(true), math.cos(true)))
    declination = math.asin(math.sin(tilt) * math.sin(true))
    sidereal = 280.46061837 + 360.98564736629 * days + longitude
    hour, phi = math.radians(sidereal - ascension), math.radians(latitude)
    return math.degrees(
        math.asin(math.sin(phi) * math.sin(declination) + math.cos(phi) * math.cos(declination) * math.cos(hour))
    )


@pytest.mark.parametrize("day", [date(2026, 3, 5), date(2026, 6, 21), date(2026, 12, 22)])
@pytest.mark.parametrize("place", [(30.27, 120.15), (43.8, 87.6), (18.25, 109.5)])
def test_dawn_and_night_stand_at_the_angles_of_the_method(place: tuple[float, float], day: date) -> None:
    times = prayer_times(day, latitude=place[0], longitude=place[1]).at
    for name, angle in (("fajr", -18), ("isha", -17), ("maghrib", -0.833)):
        assert abs(height(times[name], *place) - angle) < 0.35, name  # a minute is a quarter of a degree
    noon = height(times["dhuhr"], *place)
    tall = math.degrees(math.atan(1 / (2 + 1 / math.tan(math.radians(noon)))))
    assert abs(height(times["asr"], *place) - tall) < 0.5


def test_the_school_moves_the_afternoon_and_the_north_is_told() -> None:
    day = date(2026, 6, 21)
    late = prayer_times(day, latitude=30, longitude=120).at["asr"]
    early = prayer_times(day, latitude=30, longitude=120, method=Method(asr_factor=1)).at["asr"]
    assert timedelta(minutes=30) < late - early < timedelta(minutes=120)
    assert prayer_times(day, latitude=53, longitude=122).guessed == ("fajr", "isha")
    with pytest.raises(NoDay):
        prayer_times(day, latitude=69, longitude=19)
    assert coordinates("30.27, 120.15") == (30.27, 120.15) and coordinates("30.27,120.15") == (30.27, 120.15)
    assert coordinates("") is None and coordinates("91, 12") is None and coordinates("a, b") is None


def meals(share: float, count: int) -> list[Past]:
    return [Past(100, 100, round(100 * share) + (-2 if n % 2 else 2)) for n in range(count)]


def test_a_forecast_learns_only_from_enough_meals_and_says_so() -> None:
    few, enough = forecast(200, meals(0.8, 7)), forecast(200, meals(0.8, 8))
    assert not few.learned and few.likely == 180 and few.known == 7 and (few.low, few.high) == (140, 220)
    assert enough.learned and enough.likely == 160 and enough.low < 160 < enough.high
    assert enough.high - enough.low < few.high - few.low, "what was learned is narrower than the rule of thumb"
    assert forecast(0, meals(0.8, 9)).likely == 0


def test_portions_are_likely_heads_and_a_little_more_and_at_least_what_was_guaranteed() -> None:
    seen = forecast(200, meals(0.8, 8))
    assert portions(seen) == 164
    assert portions(seen, guaranteed=165) == 165
    assert portions(seen, guaranteed=500) == max(164, seen.high), "nobody is led to order what cannot be eaten"


def test_nine_of_ten_real_meals_fall_into_the_interval() -> None:
    """The interval is honest: on drawn shares it holds about as often as it says."""
    chance, inside = random.Random(7), 0
    for _case in range(400):
        shares = [chance.gauss(0.85, 0.06) for _n in range(20)]
        seen = forecast(300, [Past(300, 300, round(300 * share)) for share in shares[:-1]])
        inside += seen.low <= round(300 * shares[-1]) <= seen.high
    assert 0.86 <= inside / 400 <= 0.96


@pytest.mark.parametrize(
    ("eaten", "grams", "field"),
    [(150, 0, ""), (151, 0, "eaten"), (0, 200_000, ""), (0, 200_001, "left_grams"), (-1, 0, "eaten")],
)
def test_a_slip_of_the_pen_is_seen(eaten: int, grams: int, field: str) -> None:
    assert impossible(portions_made=100, eaten=eaten, left_grams=grams) == field
    assert catering.EATEN_MOST == 1.5


def test_what_was_wasted_is_counted_a_head() -> None:
    lost = wasted(portions_made=100, eaten=80, left_grams=4000)
    assert lost.grams_a_head == 50 and lost.too_many == 20
    assert wasted(portions_made=100, eaten=0, left_grams=4000).grams_a_head is None


def test_waste_is_sorted_into_four_kinds() -> None:
    weights = totals([("kitchen", 3000), ("residual", 1000), ("kitchen", 1000)])
    assert weights[WasteKind.KITCHEN] == 4000 and weights[WasteKind.HAZARDOUS] == 0
    assert sorted_percent(weights) == 80 and sorted_percent({}) is None


def test_a_shared_meter_is_divided_by_area_and_hours() -> None:
    assert used(Decimal(100), Decimal(160), Decimal(2)) == 120
    with pytest.raises(ValueError, match="backwards"):
        used(Decimal(100), Decimal("99.9"))
    assert Share(Decimal(200), Decimal(3), Decimal(1200)).part == Decimal("0.5")
    assert Share(Decimal(200), Decimal(3), Decimal(600)).part == 1
    begun = datetime(2026, 3, 5, 8, tzinfo=UTC)
    assert most_plausible(Decimal(400), begun, begun + timedelta(hours=3)) == 600
    assert most_plausible(Decimal(10), begun, begun + timedelta(hours=1)) == 50


def test_the_sum_is_amounts_times_factors_and_leaves_out_what_has_none() -> None:
    rows = {"grid": factor("grid", "0.5", "B"), "paper": factor("paper", "0.004", "C")}
    amounts = [Amount("grid", Decimal(100)), Amount("paper", Decimal(500), avoided=True), Amount("travel", Decimal(9))]
    found = footprint(amounts, rows)
    assert found.caused == 50 and found.avoided == 2 and len(found.lines) == 2
    assert round(found.cut_percent or 0, 2) == Decimal("3.85") and found.sure_percent == 100
    assert footprint([], rows).cut_percent is None


def factor(code: str, value: str, certainty: str, since: date = date(2020, 1, 1)) -> Factor:
    return Factor(code, Decimal(value), "kWh", 2022, since, certainty, {"zh": "", "en": ""}, "test")


def test_the_factor_of_the_day_counts_and_the_sites_own_comes_first() -> None:
    assert factors_on(date(2024, 12, 19))["grid"].value == Decimal("0.5703")
    assert factors_on(date(2024, 12, 20))["grid"].value == Decimal("0.5366")
    own = factor("grid", "0.12", "B", date(2025, 1, 1))
    assert factors_on(date(2024, 12, 31), [own])["grid"].value == Decimal("0.5366")
    assert factors_on(date(2025, 1, 1), [own])["grid"].value == Decimal("0.12")


def test_every_factor_tells_source_year_and_certainty_and_travel_is_not_among_them() -> None:
    rows = shipped()
    assert all(row.source and row.year > 2000 and row.certainty in "ABC" and row.text["zh"] for row in rows)
    assert {row.code for row in rows}.isdisjoint({"flight", "car", "train", "offset"})


def test_like_meetings_are_of_the_kind_and_size_and_at_least_five() -> None:
    others = [Like(n, "training", 100, Decimal(n)) for n in range(1, 6)]
    assert compare("training", 100, others).middle == 3
    assert compare("training", 100, others[:4]).middle is None
    assert compare("training", 201, others).events == () and compare("training", 200, others).middle == 3
    assert compare("board", 100, others).middle is None


SETPOINTS = [
    ("green.setpoint.summer", "25.9", ["setpoint"]),
    ("green.setpoint.summer", "26", []),
    ("green.setpoint.winter", "20", []),
    ("green.setpoint.winter", "20.1", ["setpoint"]),
]


@pytest.mark.parametrize(("code", "degrees", "failed"), SETPOINTS)
def test_lamps_and_set_points_are_looked_at_in_each_room_and_idle_areas_go_off(
    code: str, degrees: str, failed: list[str]
) -> None:
    """GREN-003."""
    items = standards()[code].standard.items
    answers = [Answer(item.code, True, Decimal(degrees) if item.proof == "number" else None) for item in items]
    assert [item.code for item in failures(items, answers)] == failed
    assert {item.code for item in items if item.required} == {"setpoint", "lamps"}
    assert {item.code for item in standards()["green.idle_off"].standard.items} == {"lamps", "air", "screens"}


def test_water_is_saved_by_cups_water_points_and_fittings_that_do_not_drip() -> None:
    """GREN-001: asked before each meeting; what drips becomes a work order."""
    items = {item.code: item for item in standards()["green.prepare"].standard.items}
    assert {"cups", "taps", "bins", "paper"} <= items.keys() and all(item.required for item in items.values())
    assert items["taps"].on_failure == "work_order" and "集中饮水点" in items["cups"].text.say("zh-hans")
