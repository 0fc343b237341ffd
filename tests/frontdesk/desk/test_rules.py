"""Pure rules of the counter, on both sides of each limit."""

from datetime import UTC, datetime, timedelta

import pytest

from guanjia.frontdesk.desk.rules.calls import (
    CALL_MOVES,
    CallState,
    bounced_out,
    lacking,
    may_close,
    rings,
    too_long,
    verb_of,
)
from guanjia.frontdesk.desk.rules.lookup import ways
from guanjia.frontdesk.desk.rules.notes import NOTE_MOVES
from guanjia.frontdesk.desk.rules.phrases import OPENING, names_company, opening
from guanjia.frontdesk.desk.rules.pins import LOCKED_FOR, is_idle, is_locked, next_tries, weak
from guanjia.frontdesk.desk.rules.quick import CASE_MOVES, RESCUE, STEPS, CaseKind, may_repeat, missing_steps
from guanjia.frontdesk.desk.rules.telephone import is_fresh, is_genuine, parts, signature
from guanjia.frontdesk.desk.rules.urgent import urgent_word

S = timedelta(seconds=1)
FIVE = 5 * S
AT = datetime(2026, 3, 5, 1, tzinfo=UTC)
FULL = {"caller_name": "王", "contact": "138", "content": "漏水", "handling": "已派单"}


@pytest.mark.parametrize(
    ("waited", "count"), [(0 * S, 1), (4 * S, 1), (5 * S, 2), (10 * S, 3), (14 * S, 3), (15 * S, 4), (-S, 1)]
)
def test_rings_are_counted_from_the_first(waited: timedelta, count: int) -> None:
    assert rings(waited, FIVE) == count


@pytest.mark.parametrize(
    ("waited", "late"), [(15 * S, False), (15 * S + timedelta(microseconds=1), True), (0 * S, False)]
)
def test_the_third_ring_is_the_last_in_time(waited: timedelta, late: bool) -> None:
    assert too_long(waited, FIVE) is late


@pytest.mark.parametrize("name", list(FULL))
def test_a_call_record_has_four_fields(name: str) -> None:
    assert lacking(FULL) == []
    assert lacking(FULL | {name: "  "}) == [name]


@pytest.mark.parametrize(
    ("answered", "repeated", "no_more", "may"),
    [
        (True, True, True, True),
        (True, False, True, False),
        (True, True, False, False),
        (False, False, False, True),
    ],
)
def test_a_spoken_call_ends_with_both_ticks(answered: bool, repeated: bool, no_more: bool, may: bool) -> None:
    assert may_close(was_answered=answered, repeated=repeated, no_more_needs=no_more) is may


@pytest.mark.parametrize(("bounces", "out"), [(0, False), (1, False), (2, True), (3, True)])
def test_the_second_bounce_goes_to_the_superior(bounces: int, out: bool) -> None:
    assert bounced_out(bounces) is out


@pytest.mark.parametrize(
    ("old", "new", "bounces", "verb"),
    [
        ("transferred", "recorded", 1, "take_back"),
        ("transferred", "recorded", 2, "bounce"),
        ("transferred", "solved", 0, "put_through"),
        ("recorded", "solved", 0, "solve"),
        ("answered", "recorded", 0, "write_down"),
    ],
)
def test_moves_have_names_that_standards_know(old: str, new: str, bounces: int, verb: str) -> None:
    assert verb_of(CallState(old), CallState(new), bounces) == verb


@pytest.mark.parametrize("moves", [CALL_MOVES, NOTE_MOVES, CASE_MOVES])
def test_every_state_is_reached_and_every_road_ends(moves: dict) -> None:
    reached = set().union(*moves.values())
    assert set(moves) - reached == {next(iter(moves))}, "only the first state has no way in"
    assert any(not to for to in moves.values())


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("厨房漏水了", "漏水"),
        ("闻到煤气味", "煤气"),
        ("楼道冒烟，好像起火", "冒烟"),
        ("有人被困电梯", "被困"),
        ("没有漏水", None),
        ("不是起火", None),
        ("没有漏水，但是起火了", "起火"),
        ("燃气费怎么交", None),
        ("燃气味很重", "燃气"),
        ("问物业费", None),
        ("", None),
    ],
)
def test_urgent_words_are_heard_unless_denied(text: str, word: str | None) -> None:
    found = urgent_word(text)
    assert (found[0] if found else None) == word


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("13800138000", "phone"),
        ("+86 138 0013 8000", "phone"),
        ("0571-88881234", "phone"),
        ("8000", "tail"),
        ("浙A12345", "plate"),
        ("浙A·12345", "plate"),
        ("3-2-1201", "unit"),
        ("三栋二单元1201", "unit"),
        ("3号楼2单元1201室", "unit"),
        ("201", "door"),
        ("王小明", "name"),
        ("wangxm", "name"),
        ("BX-20260305-0001", "number"),
        ("dh20260305-0001", "number"),
        ("04A1B2C3D4", "card"),
        ("", None),
        ("??", None),
    ],
)
def test_what_was_typed_is_read_as_what_it_is(text: str, first: str | None) -> None:
    assert next(iter(ways(text)), None) == first


@pytest.mark.parametrize(
    ("pin", "is_weak"),
    [
        ("1234", True),
        ("4321", True),
        ("7777", True),
        ("123", True),
        ("12a4", True),
        ("123456789", True),
        ("1357", False),
        ("2580", False),
        ("90817263", False),
    ],
)
def test_a_pin_is_not_obvious(pin: str, is_weak: bool) -> None:
    assert weak(pin) is is_weak


@pytest.mark.parametrize(
    ("tries", "ago", "locked"),
    [(4, S, False), (5, S, True), (5, LOCKED_FOR - S, True), (5, LOCKED_FOR, False), (0, S, False)],
)
def test_the_fifth_wrong_try_locks(tries: int, ago: timedelta, locked: bool) -> None:
    assert is_locked(tries, AT - ago, AT) is locked


def test_after_the_lock_counting_begins_anew() -> None:
    assert [next_tries(tries) for tries in (0, 3, 4, 5, 6)] == [1, 4, 5, 1, 1]


@pytest.mark.parametrize(("seconds", "idle"), [(119, False), (120, False), (121, True)])
def test_a_machine_locks_after_its_limit(seconds: int, idle: bool) -> None:
    assert is_idle(AT - seconds * S, AT, 120 * S) is idle


def test_the_opening_names_the_company() -> None:
    assert opening(OPENING, company="杭州会务") == "您好，杭州会务，很高兴为您服务。"
    assert names_company(OPENING) and not names_company("您好")


def test_a_rescue_cannot_be_settled_without_what_must_be_done() -> None:
    for kind in RESCUE:
        must = [step.code for step in STEPS[kind] if step.must]
        assert missing_steps(kind, set()) == must and must
        assert missing_steps(kind, set(must)) == []
    assert {CaseKind.MEDICAL, CaseKind.LIFT_TRAP} == RESCUE


@pytest.mark.parametrize(
    ("code", "done", "may"), [("reassure", {"reassure"}, True), ("firm", {"firm"}, False), ("firm", set(), True)]
)
def test_some_steps_are_done_again(code: str, done: set[str], may: bool) -> None:
    assert may_repeat(code, done) is may


def test_only_the_owner_of_the_secret_signs() -> None:
    stamp, body = int(AT.timestamp()), b"{}"
    header = f"t={stamp},v1={signature('key', stamp, body)}"
    assert is_genuine("key", header, body)
    assert not is_genuine("other", header, body) and not is_genuine("key", header, b"{ }")
    assert not is_genuine("key", header.replace(str(stamp), str(stamp + 1)), body) and not is_genuine("key", "", body)
    assert parts("v1=x") == (None, "") and parts("t=12x,v1=y") == (None, "")


@pytest.mark.parametrize(("drift", "fresh"), [(0, True), (300, True), (301, False), (-300, True), (-301, False)])
def test_a_message_is_good_for_five_minutes(drift: int, fresh: bool) -> None:
    assert is_fresh(f"t={int(AT.timestamp()) - drift},v1=x", AT) is fresh
