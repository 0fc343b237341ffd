"""Signatures, the callback box, what robots may say, what is folded: pure rules."""

import hashlib
from datetime import UTC, datetime, timedelta

import pytest

from guanjia.foundation.messages.rules.callback_box import BadCallback, close_box, open_box
from guanjia.foundation.messages.rules.folding import HELD_AFTER, MOST_LINES, Waiting, bundles, lines
from guanjia.foundation.messages.rules.robot import allowed_text
from guanjia.foundation.messages.rules.signing import callback_signature, robot_sign, vendor_signature

AT = datetime(2026, 11, 21, 5, 30, tzinfo=UTC)
SECOND = timedelta(seconds=1)
KEY = "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C"


def test_signatures_are_what_the_services_compute() -> None:
    wanted = hashlib.sha1(b"1409659589263014780QDG6eKsealed", usedforsecurity=False).hexdigest()
    assert callback_signature("QDG6eK", "1409659589", "263014780", "sealed") == wanted
    assert robot_sign("SEC1", 1_600_000_000_000) != robot_sign("SEC1", 1_600_000_000_001)
    assert vendor_signature("s", 1, "n", {"a": "1", "b": "2"}) == vendor_signature("s", 1, "n", {"b": "2", "a": "1"})
    assert vendor_signature("s", 1, "n", {"a": "1"}) != vendor_signature("s", 2, "n", {"a": "1"})


@pytest.mark.parametrize("text", ["", "<xml>你好</xml>", "x" * 31, "x" * 32])
def test_a_callback_opens_only_for_its_receiver_and_signature(text: str) -> None:
    sealed = close_box(text, aes_key=KEY, receiver="ww1", salt=b"0123456789abcdef")
    good = {"token": "t", "aes_key": KEY, "receiver": "ww1", "timestamp": "1", "nonce": "2", "sealed": sealed}
    good["signature"] = callback_signature("t", "1", "2", sealed)
    assert open_box(**good) == text
    for change in ({"receiver": "ww2"}, {"signature": "0" * 40}, {"nonce": "3"}):
        with pytest.raises(BadCallback):
            open_box(**good | change)
    with pytest.raises(BadCallback):
        open_box(**good | {"sealed": "!!", "signature": callback_signature("t", "1", "2", "!!")})


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("3栋电梯 05-12 14:30 BX-20261121-0007", "3栋电梯 05-12 14:30 BX-20261121-0007"),
        ("3-2-1201 13900001111", "3-2-1201"),
        ("3-2-1201 139-0000-1111 漏水", "3-2-1201 漏水"),
        ("0571-88889999 泵房", "泵房"),
        ("330102199001011234 门岗", "门岗"),
        ("2栋 欠费 ¥1,234.50", "2栋"),
        ("2栋 3200元", "2栋"),
        ("王局长 一号会议室", "一号会议室"),
        ("《年度工作会议》 东厅", "东厅"),
    ],
)
def test_robots_say_no_people_phones_debts_or_titles(text: str, left: str) -> None:
    assert allowed_text(text) == left


def waiting(
    number: int, *, age: timedelta = timedelta(0), attempts: int = 1, way: str = "a", **more: object
) -> Waiting:
    ring = more.get("ring", AT)
    return Waiting(number, (way,), AT - age, attempts, ring, bool(more.get("urgent")))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("rows", "folded"),
    [
        ([waiting(1), waiting(2)], []),
        ([waiting(1), waiting(2), waiting(3)], [[1, 2, 3]]),
        ([waiting(1), waiting(2), waiting(3, way="b")], []),
        ([waiting(1), waiting(2), waiting(3, urgent=True)], []),
        ([waiting(n, attempts=0, age=HELD_AFTER) for n in (1, 2, 3)], [[1, 2, 3]]),
        ([waiting(n, attempts=0, age=HELD_AFTER - SECOND) for n in (1, 2, 3)], []),
        ([waiting(n, attempts=0, age=HELD_AFTER, ring=AT + SECOND) for n in (1, 2, 3)], []),
    ],
)
def test_three_held_back_messages_become_one(rows: list[Waiting], folded: list[list[int]]) -> None:
    assert bundles(rows, AT) == folded


def test_a_bundle_names_at_most_fifty() -> None:
    text = lines([f"m{n}" for n in range(MOST_LINES + 2)])
    assert text.count("\n") == MOST_LINES and text.endswith("… +2")
    assert lines(["a", "", "b"]) == "a\nb"
