from dataclasses import replace
from decimal import Decimal

import pytest

from guanjia.duties.rules.answers import Answer, failures, missing
from guanjia.duties.rules.judge import Predecessor, counted_moment, judge, reviews, too_fast
from guanjia.duties.rules.states import DutyState
from guanjia.kernel.span import parse_span
from guanjia.standards.rules.standard import Item, Words
from guanjia.standards.rules.when import Relative
from tests.duties.planning import H, M, S, make_standard, wall

DUE = wall("2026-11-21T12:00:00")
NO_DRIFT = 0 * S
LEVEL_TWO = make_standard(
    Relative(moment=("starts_at",), offset=parse_span("-1h")),
    after="test.one",
    not_same_person_as="test.one",
    single_handed=True,
    counter_sign="conference.leader",
    photo_forbidden_where="controlled",
    least_time=20 * S,
)


@pytest.mark.parametrize(
    ("moment", "state"), [(DUE - S, DutyState.ON_TIME), (DUE, DutyState.ON_TIME), (DUE + S, DutyState.LATE)]
)
def test_on_time_up_to_and_including_the_due_moment(moment, state):
    assert judge(DUE, moment, DUE + 5 * H, NO_DRIFT).state is state


@pytest.mark.parametrize(
    ("drift", "trusted"),
    [(NO_DRIFT, True), (2 * M, True), (-2 * M, True), (2 * M + S, False), (-2 * M - S, False), (None, False)],
)
def test_the_device_time_counts_up_to_two_minutes_of_known_drift(drift, trusted):
    found = judge(DUE, DUE - M, DUE + 3 * H, drift)
    assert found.trusted is trusted
    assert found.moment == (DUE - M if trusted else DUE + 3 * H)
    assert found.state is (DutyState.ON_TIME if trusted else DutyState.LATE)


@pytest.mark.parametrize(
    ("device", "counted", "trusted"),
    [(DUE + 2 * M, DUE, True), (DUE + 2 * M + S, DUE, False), (DUE - S, DUE - S, True), (None, DUE, False)],
)
def test_no_device_is_ahead_of_the_receipt(device, counted, trusted):
    assert counted_moment(device, DUE, NO_DRIFT) == (counted, trusted)


def review(**given):
    usual = {
        "opens_at": DUE - H,
        "moment": DUE,
        "person_id": 7,
        "after": Predecessor(done_at=DUE - M, person_id=8),
        "other": Predecessor(done_at=DUE - M, person_id=8),
    }
    return reviews(LEVEL_TWO, **{**usual, **given})


@pytest.mark.parametrize(
    ("given", "reasons"),
    [
        ({}, ()),
        ({"moment": DUE - H}, ("after_not_done",)),
        ({"moment": DUE - H, "after": None}, ()),
        ({"moment": DUE - H - S, "after": None}, ("too_early",)),
        ({"after": Predecessor(done_at=DUE, person_id=8)}, ()),
        ({"after": Predecessor(done_at=DUE + S, person_id=8)}, ("after_not_done",)),
        ({"after": Predecessor(done_at=None, person_id=None)}, ("after_not_done",)),
        ({"other": Predecessor(done_at=DUE - M, person_id=7)}, ("same_person",)),
        ({"other": Predecessor(done_at=DUE - M, person_id=7), "single_handed_reason": "  "}, ("same_person",)),
        ({"other": Predecessor(done_at=DUE - M, person_id=7), "single_handed_reason": "one on shift"}, ()),
        ({"other": Predecessor(done_at=None, person_id=None), "person_id": None}, ()),
        ({"photos": 1, "facts": {"controlled": True}}, ("photo_forbidden",)),
        ({"photos": 1, "facts": {"controlled": False}}, ()),
        ({"photos": 1, "facts": {}}, ()),
    ],
)
def test_what_goes_to_the_leader(given, reasons):
    assert review(**given) == reasons


def test_single_handed_must_be_allowed_by_the_standard():
    strict = replace(LEVEL_TWO, single_handed=False)
    same = Predecessor(done_at=DUE - M, person_id=7)
    found = reviews(strict, opens_at=DUE - H, moment=DUE, person_id=7, other=same, single_handed_reason="one on shift")
    assert found == ("same_person",)


@pytest.mark.parametrize(("took", "flagged"), [(20 * S - S, True), (20 * S, False), (None, False)])
def test_twenty_five_ticks_in_no_time_are_flagged(took, flagged):
    assert too_fast(LEVEL_TWO, took) is flagged


def item(code: str, **fields) -> Item:
    return Item(code=code, text=Words(code, code), **fields)


TEMPERATURE = item("temperature", proof="number", least=Decimal(20), most=Decimal(26), on_failure="work_order")


@pytest.mark.parametrize(("value", "fails"), [("19.99", True), ("20", False), ("26", False), ("26.01", True)])
def test_the_limits_themselves_are_in_order(value, fails):
    assert bool(failures([TEMPERATURE], [Answer("temperature", True, Decimal(value))])) is fails


def test_not_in_order_fails_and_needs_no_further_proof():
    photo = item("layout", proof="photo")
    answers = [Answer("layout", False, note="chairs missing")]
    assert failures([photo], answers) == (photo,)
    assert missing([photo], answers) == ()


@pytest.mark.parametrize(
    ("proof", "answer", "complete"),
    [
        ("tick", Answer("x", True), True),
        ("tick", Answer("x", None), False),
        ("number", Answer("x", True), False),
        ("number", Answer("x", True, Decimal(1)), True),
        ("text", Answer("x", True, note="  "), False),
        ("text", Answer("x", True, note="fine"), True),
        ("photo", Answer("x", True), False),
        ("photo", Answer("x", True, proof_id="f1"), True),
        ("signature", Answer("x", True), False),
    ],
)
def test_a_required_item_asks_for_its_own_proof(proof, answer, complete):
    line = item("x", proof=proof)
    assert (missing([line], [answer]) == ()) is complete
    assert missing([replace(line, required=False)], []) == ()


def test_where_photos_are_forbidden_a_tick_will_do():
    photo = item("layout", proof="photo")
    assert missing([photo], [Answer("layout", True)], photos_forbidden=True) == ()
