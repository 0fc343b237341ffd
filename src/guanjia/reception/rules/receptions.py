"""Receiving guests of rank: levels, treatment neither above nor below, ceilings of the law, steps, states (W10)."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from guanjia.kernel.states import State
from guanjia.kernel.words import Word
from guanjia.kernel.words import gettext_noop as N_

FEW_GUESTS = 10
"""Up to so many guests the number of companions is a law row; above it at most a third of the guests."""


class Kind(Word):
    """Whose money and which rules."""

    OFFICIAL = "official", N_("Official reception")
    BUSINESS = "business", N_("Business reception")
    OWNER = "owner", N_("Honoured owner")


class Level(Word):
    """The rank as the letter of the sending organisation states it; never read from a title."""

    UNKNOWN = "unknown", N_("Not known yet")
    PROVINCIAL = "provincial", N_("Provincial or ministerial")
    BUREAU = "bureau", N_("Bureau")
    COUNTY = "county", N_("County or division")
    SECTION = "section", N_("Township or section")
    GUEST = "guest", N_("Guest without rank")


class Lodging(Word):
    """What is booked for the night."""

    NONE = "none", N_("No lodging")
    STANDARD = "standard", N_("Standard room")
    SUITE = "suite", N_("Plain suite")
    LUXURY = "luxury", N_("Luxury suite")


LODGING_ORDER = tuple(Lodging)


@dataclass(frozen=True, slots=True)
class Treatment:
    """What a level gets: who receives, how many greeters, a lounge of its own, the best room for the night."""

    host_roles: frozenset[str]
    greeters: int
    lounge: bool
    lodging: Lodging


TABLE = Path(__file__).parent.parent / "treatment.yaml"


def read_table(text: str) -> dict[Level, Treatment]:
    """The table of a file such as treatment.yaml. Raises ValueError where a level is missing or a word is none of ours."""
    raw = yaml.safe_load(text)
    hosts = {name: frozenset(roles) for name, roles in raw["hosts"].items()}
    levels, nights = {each.value: each for each in Level}, {each.value: each for each in Lodging}
    rows: dict[str, dict[str, Any]] = raw["levels"]
    if set(rows) != set(levels) - {Level.UNKNOWN.value}:
        raise ValueError("every level but UNKNOWN has its row")
    if strange := {row["lodging"] for row in rows.values()} - set(nights):
        raise ValueError(f"no such lodging: {strange}")
    return {
        levels[code]: Treatment(hosts[row["hosts"]], int(row["greeters"]), bool(row["lounge"]), nights[row["lodging"]])
        for code, row in rows.items()
    }


TREATMENT: dict[Level, Treatment] = read_table(TABLE.read_text(encoding="utf-8"))
"""The house's table (VIPP-002, VIPP-025); UNKNOWN has none: nobody receives before the rank is known."""


@dataclass(frozen=True, slots=True)
class Hospitality:
    """What is offered. `gifts`: anything given away; `pomp`: carpet, banners, flowers, crowds at the door."""

    guests: int
    companions: int = 0
    meals: int = 0
    lodging: Lodging = Lodging.NONE
    greeters: int = 1
    gifts: bool = False
    pomp: bool = False


@dataclass(frozen=True, slots=True)
class Excess:
    """What is too much: the field, the law row that says so ("" = the house's own table), the most that is allowed."""

    field: str
    law: str
    most: int | str


COMPANIONS, MEALS, LODGING = "meeting.reception_companions_small", "reception.meals", "reception.lodging"
GIFTS, POMP, LETTER = "reception.gifts", "reception.pomp", "reception.letter"


def companions_allowed(guests: int, few: int) -> int:
    """How many may keep official guests company at table: `few` up to ten guests, above ten a third of them."""
    return few if guests <= FEW_GUESTS else guests // 3


def excesses(
    kind: Kind,
    level: Level,
    offered: Hospitality,
    ceilings: Mapping[str, float],
    table: Mapping[Level, Treatment] = TREATMENT,
) -> list[Excess]:
    """What of an offer goes beyond law and table. `ceilings` are values of the law rows in force; one not in force binds nobody.

    The law speaks about official guests only; the table of treatment about everybody whose level is known.
    """
    found = []
    if kind is Kind.OFFICIAL:
        if COMPANIONS in ceilings:
            most = companions_allowed(offered.guests, int(ceilings[COMPANIONS]))
            if offered.companions > most:
                found.append(Excess("companions", COMPANIONS, most))
        if MEALS in ceilings and offered.meals > int(ceilings[MEALS]):
            found.append(Excess("meals", MEALS, int(ceilings[MEALS])))
        if GIFTS in ceilings and offered.gifts:
            found.append(Excess("gifts", GIFTS, 0))
        if POMP in ceilings and offered.pomp:
            found.append(Excess("pomp", POMP, 0))
    treatment = table.get(level)
    if treatment is not None:
        if LODGING_ORDER.index(offered.lodging) > LODGING_ORDER.index(treatment.lodging):
            law = LODGING if kind is Kind.OFFICIAL and LODGING in ceilings else ""
            found.append(Excess("lodging", law, treatment.lodging.value))
        if offered.greeters > treatment.greeters:
            found.append(Excess("greeters", "", treatment.greeters))
    return found


def falls_short(level: Level, offered: Hospitality, table: Mapping[Level, Treatment] = TREATMENT) -> str:
    """The field in which the offer stays below what the level gets, "" for none: neither above nor below (VIPP-025)."""
    treatment = table.get(level)
    return "greeters" if treatment is not None and offered.greeters < treatment.greeters else ""


class Step(Word):
    """A step of the plan, with its minute."""

    GREET = "greet", N_("Greeters in place")
    ESCORT = "escort", N_("Met and led")
    LOUNGE = "lounge", N_("Into the lounge")
    TEA = "tea", N_("Tea served")
    MEETING = "meeting", N_("Led to the meeting")
    MEAL = "meal", N_("Work meal")
    REST = "rest", N_("Rest room")
    DEPART = "depart", N_("Farewell and car")


STEP_POST: dict[Step, str] = {
    Step.GREET: "conference.greeter",
    Step.ESCORT: "conference.greeter",
    Step.LOUNGE: "conference.attendant",
    Step.TEA: "conference.attendant",
    Step.MEETING: "conference.greeter",
    Step.MEAL: "conference.attendant",
    Step.REST: "conference.attendant",
    Step.DEPART: "conference.greeter",
}
GREETERS_MINUTES = (-10, -5)
"""Greeters stand 5 to 10 minutes before the arrival (VIPP-001)."""
FROM_DEPARTURE = frozenset({Step.DEPART})


def default_steps(level: Level, *, meals: int) -> dict[Step, int]:
    """Steps of a plan: minutes after the arrival; of the farewell, after the departure. A lounge where the level has one."""
    lounge = TREATMENT[level].lounge if level in TREATMENT else False
    found = {Step.GREET: GREETERS_MINUTES[0], Step.ESCORT: 0}
    if lounge:
        found |= {Step.LOUNGE: 5}
    found |= {Step.TEA: 8, Step.MEETING: 20 if lounge else 10}
    if meals:
        found |= {Step.MEAL: 180}
    return found | {Step.DEPART: -10}


class ReceptionState(State):
    """How far a reception is (W10)."""

    ANNOUNCED = "announced", N_("Announced"), "secondary"
    CONFIRMED = "confirmed", N_("Rank and standard confirmed"), "blue"
    HOSTED = "hosted", N_("Host assigned"), "azure"
    IN_PLACE = "in_place", N_("Greeters in place"), "indigo"
    ARRIVED = "arrived", N_("Arrived"), "teal"
    SEATED = "seated", N_("Seated and served"), "green"
    LEFT = "left", N_("Guests have left"), "orange"
    CLOSED = "closed", N_("Notes updated"), "secondary"
    CANCELLED = "cancelled", N_("Called off"), "secondary"


R = ReceptionState
RECEPTION_MOVES: dict[ReceptionState, frozenset[ReceptionState]] = {
    R.ANNOUNCED: frozenset({R.CONFIRMED, R.CANCELLED}),
    R.CONFIRMED: frozenset({R.HOSTED, R.ANNOUNCED, R.CANCELLED}),
    R.HOSTED: frozenset({R.IN_PLACE, R.ARRIVED, R.ANNOUNCED, R.CANCELLED}),  # early guests do not wait for greeters
    R.IN_PLACE: frozenset({R.ARRIVED, R.HOSTED, R.CANCELLED}),  # a late flight sends the greeters back
    R.ARRIVED: frozenset({R.SEATED, R.LEFT}),
    R.SEATED: frozenset({R.LEFT}),
    R.LEFT: frozenset({R.CLOSED}),
    R.CLOSED: frozenset(),
    R.CANCELLED: frozenset(),
}
assert RECEPTION_MOVES.keys() == set(ReceptionState), "every state needs its row"
MOVE_NAMES = {
    R.ANNOUNCED: "reopen", R.CONFIRMED: "confirm", R.HOSTED: "assign_host", R.IN_PLACE: "in_place", R.ARRIVED: "arrive",
    R.SEATED: "seat", R.LEFT: "leave", R.CLOSED: "close", R.CANCELLED: "cancel",
}  # fmt: skip
BEFORE_ARRIVAL = frozenset({R.ANNOUNCED, R.CONFIRMED, R.HOSTED, R.IN_PLACE})
OVER = frozenset({R.CLOSED, R.CANCELLED})


class Part(Word):
    """What somebody of the crew does at a reception; who has none does not see its guests' wishes (VIPP-020)."""

    HOST = "host", N_("Host of the house")
    ESCORT = "escort", N_("Stays with them throughout")
    GREETER = "greeter", N_("Greeter")
    SERVER = "server", N_("Tea and table")
    KITCHEN = "kitchen", N_("Kitchen")
    DRIVER = "driver", N_("Driver")
    BUTLER = "butler", N_("Butler")


MAY_READ_WISHES = frozenset({Part.HOST, Part.ESCORT, Part.SERVER, Part.BUTLER})
STALE_DAYS = 180
"""Wishes noted longer ago are asked about anew before anybody relies on them."""
