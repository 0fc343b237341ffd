"""Who is let in, which pass opens, what a temperature leads to: the rules on both sides of each boundary."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from guanjia.frontdesk.visitors.rules.access import GUIDANCE, Need, guidance_for
from guanjia.frontdesk.visitors.rules.epidemic import (
    BadReading,
    PolicyVersion,
    ScreeningState,
    SupplyState,
    after_reading,
    check_distance,
    check_possible,
    policy_at,
    supply_state,
)
from guanjia.frontdesk.visitors.rules.kinds import POLICY, Known, VisitKind, lacking, needs_identity, zones_of
from guanjia.frontdesk.visitors.rules.passes import (
    BadPass,
    Door,
    Pass,
    Use,
    counted_moment,
    is_stale,
    judge,
    read_pass,
    write_pass,
)
from guanjia.frontdesk.visitors.rules.states import SAID, VISIT_MOVES, Refusal, VisitState, verb_of

TEN = datetime(2026, 3, 5, 2, 0, tzinfo=UTC)
S, M, H = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)
CLOCK = ZoneInfo("Asia/Shanghai")
KEY = ec.derive_private_key(20260305, ec.SECP256R1())
PASS = Pass(1, 7, 1, 1, TEN, TEN + 12 * H, ("estate", "3"), "", "王*")
GATE = Door(1, "estate", False, CLOCK)


@pytest.mark.parametrize(
    ("known", "missing"),
    [
        (Known(VisitKind.GUEST, has_target=True), ("identity", "host")),
        (Known(VisitKind.GUEST, has_target=True, identity_seen=True), ("host",)),
        (Known(VisitKind.GUEST, has_target=True, host_confirmed=True), ("identity",)),
        (Known(VisitKind.GUEST, has_target=True, identity_seen=True, host_confirmed=True), ()),
        (Known(VisitKind.GUEST, has_target=True, invited=True, host_confirmed=True), ()),
        (Known(VisitKind.GUEST), ("target", "identity", "host")),
        (Known(VisitKind.COURIER), ("target",)),
        (Known(VisitKind.COURIER, has_target=True), ()),
        (Known(VisitKind.FOOD), ("target",)),
        (Known(VisitKind.FOOD, has_target=True), ()),
        (Known(VisitKind.SALES, has_target=True, identity_seen=True), ("host",)),
        (Known(VisitKind.SALES, has_target=True, host_confirmed=True, invited=True), ("identity",)),
        (Known(VisitKind.VIP, host_confirmed=True), ("escort",)),
        (Known(VisitKind.VIP, host_confirmed=True, has_escort=True), ()),
        (Known(VisitKind.WORKER, has_target=True, host_confirmed=True, invited=True), ("identity",)),
        (Known(VisitKind.CONFERENCE), ("reference",)),
        (Known(VisitKind.CONFERENCE, has_reference=True), ()),
    ],
)
def test_each_kind_shows_what_it_must(known: Known, missing: tuple[str, ...]) -> None:
    assert lacking(known) == missing


def test_only_an_invited_guest_needs_no_paper() -> None:
    free = {kind for kind in VisitKind if not needs_identity(kind, invited=True)}
    assert free == {VisitKind.GUEST, VisitKind.VIP, VisitKind.COURIER, VisitKind.FOOD, VisitKind.CONFERENCE}
    assert needs_identity(VisitKind.GUEST, invited=False)


def test_couriers_have_their_lane_and_guests_their_building() -> None:
    assert zones_of(VisitKind.COURIER, "3") == ("lane",)
    assert zones_of(VisitKind.FOOD, "3") == ("lane",)
    assert zones_of(VisitKind.GUEST, "3") == ("estate", "3")
    assert zones_of(VisitKind.BUSINESS, "") == ("estate",)


def test_what_is_lacking_and_each_refusal_can_be_said_aloud() -> None:
    assert set(Refusal) <= set(SAID)
    for kind in POLICY:
        assert set(lacking(Known(kind))) <= set(SAID)


def test_the_table_of_moves_has_its_ends() -> None:
    assert {state for state, to in VISIT_MOVES.items() if not to} == {VisitState.REFUSED}
    assert VisitState.DEPARTED not in VISIT_MOVES[VisitState.BOOKED]
    assert verb_of(VisitState.OVERSTAYED, VisitState.ADMITTED) == "extend"
    assert verb_of(VisitState.DEPARTED, VisitState.ADMITTED) == "return"
    assert verb_of(VisitState.CONFIRMED, VisitState.ADMITTED) == "admit"


@pytest.mark.parametrize(
    ("at", "why"),
    [
        (TEN - 15 * M - S, "early"),
        (TEN - 15 * M, ""),
        (TEN, ""),
        (TEN + 12 * H, ""),
        (TEN + 12 * H + S, "expired"),
        (TEN + 14 * H, "wrong_day"),
        (TEN - 24 * H, "wrong_day"),
    ],
)
def test_a_pass_opens_in_its_time(at: datetime, why: str) -> None:
    assert judge(PASS, GATE, at=at, revoked=frozenset(), use=Use()) == why


@pytest.mark.parametrize(
    ("door", "revoked", "use", "flags", "why"),
    [
        (Door(2, "estate", False, CLOCK), frozenset(), Use(), "", "elsewhere"),
        (Door(1, "lane", False, CLOCK), frozenset(), Use(), "", "wrong_zone"),
        (GATE, frozenset({(7, 1)}), Use(), "", "revoked"),
        (GATE, frozenset({(7, 2), (8, 1)}), Use(), "", ""),
        (GATE, frozenset(), Use(TEN, "东门", True), "", "used"),
        (GATE, frozenset(), Use(TEN, "东门", False), "", "used"),
        (GATE, frozenset(), Use(TEN, "东门", True), "m", "inside"),
        (GATE, frozenset(), Use(TEN, "东门", False), "m", ""),
        (Door(1, "3", True, CLOCK), frozenset(), Use(TEN, "东门", True), "", ""),
    ],
)
def test_a_pass_opens_where_and_as_often_as_it_says(
    door: Door, revoked: frozenset[tuple[int, int]], use: Use, flags: str, why: str
) -> None:
    one = Pass(1, 7, 1, 1, TEN, TEN + 12 * H, ("estate", "3"), flags, "王*")
    assert judge(one, door, at=TEN, revoked=revoked, use=use) == why


def test_a_pass_is_read_back_and_an_altered_one_is_not() -> None:
    text = write_pass(PASS, KEY)
    assert read_pass(text, {1: KEY.public_key()}) == PASS
    assert len(text) < 260, "it still fits a QR code that a telephone shows"
    head, body, signature = text.split(".")
    other = ec.derive_private_key(1, ec.SECP256R1()).public_key()
    for bad in (
        f"{head}.{body[:-2]}AA.{signature}",
        f"{head}.{body}.{signature[:-4]}AAAA",
        "GJ2.x",
        "",
        "GJ2..",
        text * 4,
    ):
        with pytest.raises(BadPass):
            read_pass(bad, {1: KEY.public_key()})
    for keys in ({1: other}, {2: KEY.public_key()}, {}):
        with pytest.raises(BadPass):
            read_pass(text, keys)


@pytest.mark.parametrize(
    ("offset", "moment", "doubtful"),
    [
        (timedelta(0), TEN, False),
        (2 * M, TEN + 2 * M, False),
        (-2 * M, TEN - 2 * M, False),
        (2 * M + S, TEN + H, True),
        (None, TEN + H, True),
    ],
)
def test_a_gates_clock_counts_while_its_drift_is_known_and_small(
    offset: timedelta | None, moment: datetime, doubtful: bool
) -> None:
    assert counted_moment(TEN, offset, TEN + H) == (moment, doubtful)


def test_a_gate_decides_alone_for_a_day() -> None:
    assert not is_stale(TEN, TEN + 24 * H)
    assert is_stale(TEN, TEN + 24 * H + S)


@pytest.mark.parametrize(("distance", "counts"), [(2, False), (3, True), (5, True), (6, False)])
def test_the_thermometer_is_held_3_to_5_cm_away(distance: int, counts: bool) -> None:
    if counts:
        check_distance(distance)
    else:
        with pytest.raises(BadReading):
            check_distance(distance)


@pytest.mark.parametrize(("reading", "possible"), [("29.9", False), ("30.0", True), ("45.0", True), ("45.1", False)])
def test_a_reading_that_nobody_has_does_not_count(reading: str, possible: bool) -> None:
    if possible:
        check_possible(Decimal(reading))
    else:
        with pytest.raises(BadReading):
            check_possible(Decimal(reading))


@pytest.mark.parametrize(
    ("reading", "second", "to"),
    [
        ("37.3", False, ScreeningState.NORMAL),
        ("37.4", False, ScreeningState.SECOND),
        ("37.3", True, ScreeningState.NORMAL),
        ("37.4", True, ScreeningState.PLAN),
    ],
)
def test_over_37_3_is_measured_again_and_then_the_plan_begins(reading: str, second: bool, to: ScreeningState) -> None:
    assert after_reading(Decimal(reading), second=second) is to


def test_the_policy_of_yesterday_no_longer_holds() -> None:
    old = PolicyVersion("1", TEN - 24 * H, on=True, temperature=True)
    new = PolicyVersion("2", TEN, on=False)
    assert policy_at([], TEN) is None
    assert policy_at([old, new], TEN - S) is old
    assert policy_at([old, new], TEN) is new
    assert policy_at([old], TEN - 24 * H - S) is None


def test_the_minimum_itself_is_enough() -> None:
    assert supply_state(20, 20) is SupplyState.ENOUGH
    assert supply_state(19, 20) is SupplyState.LOW


def test_each_need_has_its_card_and_guide_dogs_come_in() -> None:
    assert [need for need, _lines in guidance_for(["wheelchair", "visual", "nonsense"])] == [
        Need.VISUAL,
        Need.WHEELCHAIR,
    ]
    assert any("Guide dogs come in everywhere" in line for line in GUIDANCE[Need.VISUAL])
    assert any("Paper and pen" in line for line in GUIDANCE[Need.HEARING])
    assert any("eyes are level" in line for line in GUIDANCE[Need.WHEELCHAIR])
    assert any("never hurry" in line for line in GUIDANCE[Need.ELDERLY])
