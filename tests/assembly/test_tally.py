"""Results as tables, on both sides of each boundary; and who counts as present."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from guanjia.assembly.rules.presence import SILENT_FOR, Head, Trace, attendance, where_is
from guanjia.assembly.rules.states import Where
from guanjia.assembly.rules.tally import Body, Cast, Majority, Quorum, tally

NOW = datetime(2026, 3, 5, 2, tzinfo=UTC)
OPTIONS = ("for", "against", "abstain")


def counted(
    majority: Majority, yes: int, no: int, present: int, entitled: int, quorum: Quorum = Quorum.NONE
) -> bool | None:
    cast = [Cast("for", Decimal(yes), yes), Cast("against", Decimal(no), no)]
    body = Body(entitled, present, yes + no)
    return tally(options=OPTIONS, quorum=quorum, majority=majority, weighted=False, body=body, cast=cast).carried


@pytest.mark.parametrize(
    ("majority", "yes", "no", "present", "entitled", "carried"),
    [
        (Majority.SIMPLE, 3, 2, 10, 20, True),
        (Majority.SIMPLE, 2, 2, 10, 20, False),
        (Majority.HALF_PRESENT, 6, 0, 10, 20, True),
        (Majority.HALF_PRESENT, 5, 0, 10, 20, False),  # 过半数: exactly half is not enough
        (Majority.HALF_ENTITLED, 11, 0, 20, 20, True),
        (Majority.HALF_ENTITLED, 10, 0, 20, 20, False),
        (Majority.HALF_ENTITLED, 10, 0, 10, 20, False),  # all who are there are still not half of all
        (Majority.THIRDS_PRESENT, 6, 3, 9, 20, True),  # 三分之二以上 takes two thirds itself in
        (Majority.THIRDS_PRESENT, 5, 4, 9, 20, False),
        (Majority.THIRDS_ENTITLED, 8, 0, 12, 12, True),
        (Majority.THIRDS_ENTITLED, 7, 0, 12, 12, False),
        (Majority.THIRDS_ENTITLED, 0, 0, 0, 0, False),
    ],
)
def test_a_majority_on_both_sides_of_its_line(
    majority: Majority, yes: int, no: int, present: int, entitled: int, carried: bool
) -> None:
    assert counted(majority, yes, no, present, entitled) is carried


@pytest.mark.parametrize(
    ("quorum", "present", "quorate"),
    [(Quorum.HALF, 10, False), (Quorum.HALF, 11, True), (Quorum.TWO_THIRDS, 13, False), (Quorum.TWO_THIRDS, 14, True),
     (Quorum.NONE, 1, True)],
)  # fmt: skip
def test_without_a_quorum_nothing_is_carried(quorum: Quorum, present: int, quorate: bool) -> None:
    assert counted(Majority.SIMPLE, 1, 0, present, 20, quorum) is quorate


def test_weights_decide_where_votes_are_weighed() -> None:
    body = Body(3, 3, 3, Decimal("300.5"), Decimal("300.5"))
    cast = [Cast("for", Decimal("150.3"), 1), Cast("against", Decimal("150.2"), 2)]
    told = {"options": OPTIONS, "quorum": Quorum.HALF, "majority": Majority.HALF_PRESENT, "body": body, "cast": cast}
    assert tally(weighted=True, **told).carried is True
    assert tally(weighted=False, **told).carried is False


def test_of_several_choices_the_most_wins_and_a_tie_chooses_nobody() -> None:
    told = {
        "options": ("o1", "o2"),
        "quorum": Quorum.NONE,
        "majority": Majority.MOST,
        "weighted": False,
        "body": Body(5, 5, 5),
    }
    assert tally(cast=[Cast("o1", number=3), Cast("o2", number=2)], **told).winner == "o1"
    assert tally(cast=[Cast("o1", number=2), Cast("o2", number=2)], **told).winner == ""
    assert tally(cast=[], **told).winner == ""
    with pytest.raises(ValueError, match="o9"):
        tally(cast=[Cast("o9")], **told)


@pytest.mark.parametrize(
    ("trace", "where"),
    [
        (Trace(""), Where.ABSENT),
        (Trace("", admitted=True), Where.ROOM),
        (Trace("", admitted=True, left=True), Where.ABSENT),
        (Trace("away", admitted=True), Where.AWAY),
        (Trace("room"), Where.ROOM),
        (Trace("remote", NOW - SILENT_FOR), Where.REMOTE),
        (Trace("remote", NOW - SILENT_FOR - timedelta(seconds=1)), Where.DROPPED),
        (Trace("remote"), Where.DROPPED),
    ],
)
def test_where_somebody_is(trace: Trace, where: Where) -> None:
    assert where_is(trace, NOW) is where


def test_a_dropped_line_leaves_the_quorum() -> None:
    heads = [Head(Where.ROOM)] * 5 + [Head(Where.REMOTE)] + [Head(Where.ABSENT)] * 4
    now = attendance(heads)
    assert (now.present, now.room, now.remote, now.entitled) == (6, 5, 1, 10) and now.quorate(Quorum.HALF)
    dropped = attendance([*heads[:5], Head(Where.DROPPED), *heads[6:]])
    assert dropped.present == 5 and dropped.dropped == 1 and not dropped.quorate(Quorum.HALF)
