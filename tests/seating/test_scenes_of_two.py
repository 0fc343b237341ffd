"""Signing, sofas, talks, banquets, cars, flags and awards as the tables give them."""

import itertools

import pytest

from guanjia.seating.rules.awards import batches
from guanjia.seating.rules.banquet import companions_allowed, ranked_seats, table, tables
from guanjia.seating.rules.cars import Car, car
from guanjia.seating.rules.charts import Certainty, Chart, NoChart, Place
from guanjia.seating.rules.drawing import drawing
from guanjia.seating.rules.flags import CHINA, FlagForm, bilateral, domestic, multilateral, procession
from guanjia.seating.rules.placing import Duty, Sitter, placed
from guanjia.seating.rules.scenes import chart_of
from guanjia.seating.rules.sides import long_table, signing, sofa, talks
from guanjia.seating.rules.spots import spot_words
from guanjia.seating.rules.states import Scene


def by_x(chart: Chart, kind: str = "seat") -> str:
    return " ".join(p.token for p in sorted((p for p in chart.places if p.kind == kind), key=lambda p: p.x))


@pytest.mark.parametrize("n", range(1, 8))
def test_signing_the_guest_at_the_hosts_right(n: int) -> None:
    chart = signing(n, n)
    behind = [f"G{k}" for k in range(n, 1, -1)] + [f"H{k}" for k in range(2, n + 1)]
    assert chart.drawn(row=1) == ["G1", "H1"] and chart.drawn(row=2) == behind
    assert by_x(chart, "assistant") == "G-assistant H-assistant" and by_x(chart, "flag") == "G-flag H-flag"
    at = chart.by_key()
    assert at["G-assistant"].x < at["G1"].x and at["H-assistant"].x > at["H1"].x


def test_sofas_foreign_and_at_home() -> None:
    assert by_x(sofa(3, 3, foreign=True)) == "G3 G2 G1 H1 H2 H3"
    assert by_x(sofa(3, 3, foreign=False)) == "H3 H2 H1 G1 G2 G3"
    behind = sofa(3, 3, foreign=True).by_key()
    assert behind["H-interpreter"].y < behind["H1"].y and behind["G-notes"].y < behind["G1"].y


def test_talks_parallel_guests_face_the_door() -> None:
    chart = talks(3, 3, foreign=False)
    guests, hosts = chart.drawn(row=1), chart.drawn(row=2)
    assert guests == ["G3", "G1", "G2"] and hosts == ["H2", "H1", "H3"]
    assert chart.by_key()["G1"].y < 0 < chart.by_key()["H1"].y
    foreign = talks(3, 3, foreign=True)
    assert foreign.drawn(row=1) == ["G2", "G1", "G3"] and foreign.drawn(row=2) == ["H3", "H1", "H2"]


def test_the_interpreter_sits_at_the_principals_right() -> None:
    chart = talks(3, 3, foreign=True, interpreters=True)
    guests = sorted((p for p in chart.places if p.side == "G"), key=lambda p: p.x)
    hosts = sorted((p for p in chart.places if p.side == "H"), key=lambda p: p.x)
    assert [p.token for p in guests] == ["G2", "G-interpreter", "G1", "G3"]
    assert [p.token for p in hosts] == ["H3", "H1", "H-interpreter", "H2"]


def test_talks_end_on_guests_on_the_right_as_one_enters() -> None:
    chart = talks(3, 2, foreign=True, end_on=True)
    assert all((place.x > 0) == (place.side == "G") for place in chart.places)


def test_the_long_table() -> None:
    chart = long_table(5)
    right = [p.token for p in sorted(chart.places, key=lambda p: p.y) if p.x > 0]
    left = [p.token for p in sorted(chart.places, key=lambda p: p.y) if p.x < 0]
    assert right == ["2", "4"] and left == ["3", "5"] and chart.certainty is Certainty.UNSURE


def test_a_table_of_twelve_is_a_clock() -> None:
    assert ranked_seats(12) == {("H", 1): 0, ("G", 1): 11, ("G", 2): 1, ("H", 2): 6, ("G", 3): 5, ("G", 4): 7}
    at = {place.token: place for place in table(12).places if place.number}
    assert at["H1"].y < at["G1"].y < 0 < at["H2"].y and at["G1"].x < 0 < at["G2"].x
    assert at["G3"].x > 0 > at["G4"].x


@pytest.mark.parametrize("seats", range(4, 25))
def test_the_first_guest_is_at_the_hosts_right_at_every_table(seats: int) -> None:
    found = ranked_seats(seats)
    assert found["H", 1] == 0 and found["G", 1] == seats - 1 and found["G", 2] == 1
    assert len(set(found.values())) == len(found)


@pytest.mark.parametrize("seats", [3, 25])
def test_no_table_of_three_or_of_twenty_five(seats: int) -> None:
    with pytest.raises(NoChart):
        table(seats)


def test_two_tables_do_not_touch() -> None:
    first, second = tables([12, 12]).places[:12], tables([12, 12]).places[12:]
    assert min((a.x - b.x) ** 2 + (a.y - b.y) ** 2 for a in first for b in second) > 1


@pytest.mark.parametrize(("guests", "most"), [(1, 3), (10, 3), (11, 3), (12, 4), (30, 10), (32, 10), (33, 11)])
def test_companions(guests: int, most: int) -> None:
    assert companions_allowed(guests, 3) == most


def seats_of(chart: Chart) -> list[str]:
    return [place.key.split("-", 1)[1] for place in sorted(chart.places, key=lambda place: place.number)]


def test_cars() -> None:
    assert seats_of(car(Car.CHAUFFEUR)) == ["R-right", "R-left", "F-right"]
    assert seats_of(car(Car.HOST_DRIVES)) == ["F-right", "R-right", "R-left"]
    assert seats_of(car(Car.COASTER))[0] == "1-left-window" and car(Car.COASTER).certainty is Certainty.MEDIUM
    assert seats_of(car(Car.SEVEN, "middle_first"))[0] == "M-right"
    with pytest.raises(NoChart):
        car(Car.SEVEN)


def test_flags() -> None:
    assert domestic(["甲", "乙"]).order == ("乙", CHINA, "甲") and domestic(["甲", "乙"]).higher == CHINA
    assert domestic(["甲"]).certainty is Certainty.UNSURE
    assert procession(["甲"]).order[0] == CHINA
    assert bilateral("法国").order == ("法国", CHINA)
    assert multilateral(["德国", "法国"], FlagForm.ROW).order == (CHINA, "德国", "法国")
    assert multilateral(["德国", CHINA], FlagForm.FILE).order == (CHINA, "德国")
    arc = multilateral(["德国", "法国", "英国", "印度"], FlagForm.ARC).order
    assert arc[len(arc) // 2] == CHINA
    with pytest.raises(NoChart):
        multilateral(["德国", "德国"], FlagForm.ROW)


def test_awards_come_in_even_batches() -> None:
    made = batches([str(k) for k in range(1, 12)], ["甲", "乙"], ["礼仪一", "礼仪二"], 5)
    assert [len(batch) for batch in made] == [4, 4, 3]
    assert [award.recipient for award in made[0]] == ["3", "1", "2", "4"]
    assert made[0][1].presenter == "甲" and {award.usher for award in made[1]} == {"礼仪二"}
    assert batches([], ["甲"], [], 5) == []
    with pytest.raises(NoChart):
        batches(["1"], [], [], 5)


TWO_AND_TWO = [Sitter(1, 1, "H"), Sitter(2, 2, "H"), Sitter(3, 1, "G"), Sitter(4, 2, "G")]


def helpers(*duties: str) -> list[Sitter]:
    """GI, HI, GN, HN as the form writes them; ids from 11."""
    kinds = {"I": Duty.INTERPRETER, "N": Duty.NOTES}
    return [Sitter(11 + n, 900 + n, word[0], kinds[word[1]]) for n, word in enumerate(duties)]


EVERYBODY = ("GI", "HI", "GN", "HN", "GI", "HN")


@pytest.mark.parametrize(
    ("scene", "options", "duties"),
    [
        (Scene.SIGNING, {}, ("GI", "HI")),
        (Scene.SIGNING, {}, EVERYBODY),
        (Scene.SOFA, {"foreign": False}, ("GN",)),
        (Scene.SOFA, {"foreign": False}, EVERYBODY),
        (Scene.SOFA, {"foreign": True}, EVERYBODY),
        (Scene.TALKS, {}, ("HN",)),
        (Scene.TALKS, {"foreign": True}, EVERYBODY),
        (Scene.TALKS, {"end_on": True}, EVERYBODY),
        (Scene.BANQUET, {"seats": [4]}, ("GI", "HI", "GI")),
        (Scene.BANQUET, {"seats": [10, 10]}, ("GI", "HI")),
    ],
)
def test_whoever_helps_has_a_place_of_their_own_side(scene: Scene, options: dict, duties: tuple[str, ...]) -> None:
    people = [*TWO_AND_TWO, *helpers(*duties)]
    chart = chart_of(scene, options, people)
    at, seating = chart.by_key(), placed(chart, people)
    where = {who: at[key] for key, who in seating.items()}
    assert len(where) == len(people) and len(at) == len(chart.places)
    for helper in people[4:]:
        assert (where[helper.id].kind, where[helper.id].side) == (helper.duty, helper.side)
        words, values = spot_words(scene, where[helper.id].key)
        assert words.endswith("place") and not values
    for sitter in TWO_AND_TWO:
        assert where[sitter.id].kind == "seat"
    boxes = drawing(chart, seating).boxes
    for one, other in itertools.combinations([box for box in boxes if box.kind != "flag"], 2):
        assert abs(one.x - other.x) >= one.wide or abs(one.y - other.y) >= one.high, (one.key, other.key)


def test_where_the_interpreters_are() -> None:
    people = [*TWO_AND_TWO, *helpers("GI", "HI")]

    def at(scene: Scene, **options: object) -> dict[str, Place]:
        return {place.key: place for place in chart_of(scene, options, people).places}

    desk, home = at(Scene.SIGNING), at(Scene.SOFA)
    assert all(desk[f"{s}-interpreter"].x == desk[f"{s}1"].x for s in "GH"), "behind the signers, before the others"
    assert desk["G2"].y < desk["G-interpreter"].y < desk["G1"].y
    assert home["G-interpreter"].x > 0 > home["H-interpreter"].x and home["G-interpreter"].y < home["G1"].y
    dinner = chart_of(Scene.BANQUET, {"seats": [10]}, people)
    round_ = {place.token: place for place in dinner.places}
    assert round_["H-interpreter"].x == 0 and round_["H-interpreter"].y == pytest.approx(round_["H1"].y - 1)
    assert round_["G-interpreter"].x < round_["G1"].x < 0 and round_["G-interpreter"].y < round_["G1"].y
    assert sum(place.kind == "seat" for place in dinner.places) == 10, "they take no chair of the table"


def test_note_takers_of_talks_sit_in_a_second_row_and_the_door_is_behind_them() -> None:
    chart = chart_of(Scene.TALKS, {}, [*TWO_AND_TWO, *helpers("GN", "HN")])
    at = chart.by_key()
    assert at["G-notes"].y < at["G1"].y and at["H-notes"].y > at["H1"].y
    door = next(y for kind, _x, y, _w, _h in chart.furniture if kind == "door")
    assert door > at["H-notes"].y and at["G-notes"].x == at["G1"].x


def test_an_interpreter_seated_among_the_others_by_hand_gives_the_own_place_away() -> None:
    people = [*TWO_AND_TWO, *helpers("GI")]
    seating = placed(chart_of(Scene.SOFA, {}, people), people, {"G2": 11})
    assert seating["G2"] == 11 and seating["G1"] == 3 and seating["G-interpreter"] == 4
