"""The epidemic desk (W28): how a temperature is taken and what follows from it."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from guanjia.kernel.states import State
from guanjia.kernel.words import gettext_noop as N_

LEAST_CM, MOST_CM = 3, 5
LIMIT = Decimal("37.3")
POSSIBLE = (Decimal("30.0"), Decimal("45.0"))


class ScreeningState(State):
    """What came of taking a temperature at the door."""

    SECOND = "second", N_("Measure again"), "yellow"
    NORMAL = "normal", N_("Normal"), "green"
    PLAN = "plan", N_("Plan started"), "red"
    ISOLATED = "isolated", N_("At the isolation place"), "orange"
    HANDED = "handed", N_("Handed to the health centre"), "blue"
    CLOSED = "closed", N_("Closed"), "secondary"
    DECLINED = "declined", N_("Would not be measured"), "orange"


S = ScreeningState
SCREENING_MOVES: dict[ScreeningState, frozenset[ScreeningState]] = {
    S.SECOND: frozenset({S.NORMAL, S.PLAN, S.DECLINED}),
    S.NORMAL: frozenset(),
    S.PLAN: frozenset({S.ISOLATED}),
    S.ISOLATED: frozenset({S.HANDED, S.CLOSED}),
    S.HANDED: frozenset({S.CLOSED}),
    S.CLOSED: frozenset(),
    S.DECLINED: frozenset({S.NORMAL}),  # thought better of it
}
assert SCREENING_MOVES.keys() == set(ScreeningState), "every state needs its row"
SCREENING_VERBS = {
    S.NORMAL: "pass",
    S.PLAN: "plan",
    S.ISOLATED: "isolate",
    S.HANDED: "hand_over",
    S.CLOSED: "close",
    S.DECLINED: "decline",
}


class BadReading(ValueError):
    """A reading that does not count; `field` names it, `reason` is an English msgid."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(reason)
        self.field, self.reason = field, reason


def check_distance(centimetres: int) -> None:
    """EPID-001: the thermometer is held 3 to 5 cm away; both ends count. Raises BadReading."""
    if not LEAST_CM <= centimetres <= MOST_CM:
        raise BadReading("distance", N_("Hold the thermometer 3 to 5 cm away and measure again."))


def check_possible(reading: Decimal) -> None:
    """A body has 30 to 45 °C; anything else is a slip of the finger or the instrument. Raises BadReading."""
    if not POSSIBLE[0] <= reading <= POSSIBLE[1]:
        raise BadReading("reading", N_("Nobody has this temperature. Wait for a steady reading and type it again."))


def is_high(reading: Decimal) -> bool:
    """EPID-001: over 37.3 °C is measured again; 37.3 itself is not over."""
    return reading > LIMIT


def after_reading(reading: Decimal, *, second: bool) -> ScreeningState:
    """What a reading leads to: normal, a second one at once, or the plan."""
    if not is_high(reading):
        return S.NORMAL
    return S.PLAN if second else S.SECOND


@dataclass(frozen=True, slots=True)
class PolicyVersion:
    """A version of the official policy: what it asks for, from when; `on` False lifts everything (EPID-005)."""

    version: str
    in_force_from: datetime
    on: bool
    temperature: bool = False
    mask: bool = False


def policy_at(versions: list[PolicyVersion], at: datetime) -> PolicyVersion | None:
    """The version in force: the latest that has begun by `at`; None before the first, for the desk is off by default."""
    begun = [each for each in versions if each.in_force_from <= at]
    return max(begun, key=lambda each: each.in_force_from, default=None)


WASH = N_("Wash or disinfect your hands after each visitor and each thing handed over.")
DISTANCE = N_("Keep a metre away; hand papers over on the counter, not from hand to hand.")
MASKS = N_("Wear a mask; offer one to a visitor who has none.")
GLOVES = N_("Take the temperature with gloves on; wipe the thermometer after each person.")


def protection(policy: PolicyVersion | None) -> tuple[str, ...]:
    """EPID-003: how staff at the door protect themselves and others now, as msgids; nothing while the desk is off."""
    if policy is None or not policy.on:
        return ()
    lines: tuple[str, ...] = (MASKS,) if policy.mask else ()
    lines += (GLOVES,) if policy.temperature else ()
    return (*lines, WASH, DISTANCE)


class SupplyClass(State):
    """EPID-006: the three classes of stock, and what each holds."""

    PROTECTION = "protection", N_("Masks, gloves, protective clothes"), "blue"
    MEDICAL = "medical", N_("Disinfectant, thermometers, medicine"), "teal"
    LIVING = "living", N_("Living goods"), "orange"


class SupplyState(State):
    """How a stock stands."""

    ENOUGH = "enough", N_("Enough"), "green"
    LOW = "low", N_("Below the minimum"), "red"


def supply_state(on_hand: int, minimum: int) -> SupplyState:
    """Below the minimum is low; the minimum itself is enough."""
    return SupplyState.LOW if on_hand < minimum else SupplyState.ENOUGH


class DeliveryState(State):
    """A contactless delivery to an isolated home (EPID-008)."""

    ASKED = "asked", N_("Asked for"), "yellow"
    PLACED = "placed", N_("Before the door"), "blue"
    TAKEN = "taken", N_("Taken in"), "green"
    CANCELLED = "cancelled", N_("Called off"), "secondary"


DELIVERY_MOVES: dict[DeliveryState, frozenset[DeliveryState]] = {
    DeliveryState.ASKED: frozenset({DeliveryState.PLACED, DeliveryState.CANCELLED}),
    DeliveryState.PLACED: frozenset({DeliveryState.TAKEN}),
    DeliveryState.TAKEN: frozenset(),
    DeliveryState.CANCELLED: frozenset(),
}
DELIVERY_VERBS = {
    DeliveryState.PLACED: "place",
    DeliveryState.TAKEN: "take",
    DeliveryState.CANCELLED: "cancel",
}


def health_gone_before(on: date, days: int) -> date:
    """Health data of visits before this day is erased."""
    return date.fromordinal(on.toordinal() - days)
