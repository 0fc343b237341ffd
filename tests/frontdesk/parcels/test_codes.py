"""Pick-up codes: unique among what waits, counted before they are compared, locked after five (W16)."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from guanjia.custody.public import Item
from guanjia.foundation.journal.public import timeline
from guanjia.foundation.messages.models import Message, Notice
from guanjia.frontdesk.parcels.models import DeskTries
from guanjia.frontdesk.parcels.public import (
    Arrival,
    CodeRefused,
    Parcel,
    check_code,
    code_of,
    find_by_code,
    receive,
    unlock,
)
from guanjia.frontdesk.parcels.rules.codes import MOST_TRIES, code_digest, is_code, is_locked, make_code
from tests.cast import Cast
from tests.factories.conference import NINE
from tests.factories.homes import make_resident, make_unit, settle
from tests.harness.race import race

M = timedelta(minutes=1)


def a_parcel(cast: Cast, number: str = "SF1234567890123", **fields: Any) -> Parcel:
    if "unit" not in fields:
        fields["unit"] = make_unit(cast.site, "1201")
        fields["person"] = make_resident(cast.site, "张三")
        settle(fields["unit"], fields["person"])
    return receive(site=cast.site, arrival=Arrival(tracking_number=number, **fields), actor=cast.rita, at=NINE)


def wrong(parcel: Parcel) -> str:
    return f"{(int(code_of(parcel)) + 1) % 10**6:06}"


def test_a_code_has_six_digits_and_depends_on_its_salt() -> None:
    codes = {make_code(b"s", 1, "KD-1", salt) for salt in range(50)}
    assert all(is_code(code) for code in codes) and len(codes) > 45
    assert make_code(b"s", 1, "KD-1", 3) == make_code(b"s", 1, "KD-1", 3) != make_code(b"t", 1, "KD-1", 3)
    assert code_digest(b"s", 1, "123456") != code_digest(b"s", 2, "123456")


@pytest.mark.parametrize(
    ("text", "fits"),
    [("123456", True), ("12345", False), ("1234567", False), ("12345a", False), ("１２３４５６", False)],
)
def test_what_is_written_like_a_code(text: str, fits: bool) -> None:
    assert is_code(text) is fits


@pytest.mark.parametrize(("tries", "locked"), [(0, False), (4, False), (5, True), (6, True)])
def test_five_wrong_codes_lock(tries: int, locked: bool) -> None:
    assert is_locked(tries) is locked


@pytest.mark.django_db
def test_the_code_is_told_and_not_kept(cast: Cast) -> None:
    parcel = a_parcel(cast)
    code = code_of(parcel)
    assert is_code(code) and code in Message.objects.get().title
    row = Parcel.objects.values().get(pk=parcel.pk)
    assert all(code not in str(value) for value in row.values())
    assert find_by_code(site=cast.site, code=code, actor=cast.rita, at=NINE) == parcel


@pytest.mark.django_db
def test_two_open_parcels_never_share_a_code(cast: Cast) -> None:
    parcel = a_parcel(cast)
    other = a_parcel(cast, "JD0000000000002", unit=parcel.item.unit)
    with pytest.raises(IntegrityError), transaction.atomic():
        Parcel.objects.filter(pk=other.pk).update(code_digest=parcel.code_digest)


@pytest.mark.django_db
def test_a_guessed_code_locks_the_parcel_leaves_a_trace_and_tells_the_supervisor(cast: Cast) -> None:
    parcel = a_parcel(cast)
    for left in (4, 3, 2, 1):
        with pytest.raises(CodeRefused) as refused:
            check_code(parcel=parcel, code=wrong(parcel), actor=cast.rita, at=NINE + M)
        assert str(left) in str(refused.value) and not refused.value.locked
    with pytest.raises(CodeRefused) as refused:
        check_code(parcel=parcel, code=wrong(parcel), actor=cast.rita, at=NINE + M)
    assert refused.value.locked
    with pytest.raises(CodeRefused):
        check_code(parcel=parcel, code=code_of(parcel), actor=cast.rita, at=NINE + M)
    actions = [entry.action for entry in timeline(("custody.item", parcel.item_id))]
    assert actions.count("wrong_code") == 5 and actions.count("lock") == 1
    assert {notice.user for notice in Notice.objects.filter(template="parcels.locked")} == {cast.mei}


@pytest.mark.django_db
def test_a_supervisor_unlocks_with_a_new_code(cast: Cast) -> None:
    parcel = a_parcel(cast)
    old = code_of(parcel)
    for _try in range(5):
        with pytest.raises(CodeRefused):
            check_code(parcel=parcel, code=wrong(parcel), actor=cast.rita, at=NINE)
    unlock(parcel=parcel, reason="业主本人到场", actor=cast.mei, at=NINE + M)
    assert code_of(parcel) != old
    check_code(parcel=parcel, code=code_of(parcel), actor=cast.rita, at=NINE + M)


@pytest.mark.django_db
def test_the_right_code_forgives_the_wrong_ones(cast: Cast) -> None:
    parcel = a_parcel(cast)
    for _try in range(4):
        with pytest.raises(CodeRefused):
            check_code(parcel=parcel, code=wrong(parcel), actor=cast.rita, at=NINE)
    check_code(parcel=parcel, code=code_of(parcel), actor=cast.rita, at=NINE)
    parcel.refresh_from_db()
    assert parcel.tries == 0


@pytest.mark.django_db
def test_a_desk_that_guesses_is_closed_for_a_quarter_of_an_hour(cast: Cast) -> None:
    parcel = a_parcel(cast)
    for number in range(5):
        with pytest.raises(CodeRefused):
            find_by_code(site=cast.site, code=wrong(parcel), actor=cast.rita, at=NINE + number * M)
    with pytest.raises(CodeRefused) as refused:
        find_by_code(site=cast.site, code=code_of(parcel), actor=cast.rita, at=NINE + 5 * M)
    assert refused.value.locked and Notice.objects.filter(template="parcels.desk_locked").count() == 1
    assert find_by_code(site=cast.site, code=code_of(parcel), actor=cast.bob, at=NINE + 5 * M) == parcel
    with pytest.raises(CodeRefused):
        find_by_code(site=cast.site, code=code_of(parcel), actor=cast.rita, at=NINE + 19 * M - timedelta(seconds=1))
    assert find_by_code(site=cast.site, code=code_of(parcel), actor=cast.rita, at=NINE + 19 * M) == parcel


@pytest.mark.django_db(transaction=True)
def test_guesses_at_one_instant_are_all_counted(cast_committed: Cast) -> None:
    cast = cast_committed
    parcel = a_parcel(cast)
    right = code_of(parcel)
    guesses = [f"{(int(right) + number) % 10**6:06}" for number in range(1, 9)]

    def guess(code: str) -> Callable[[], str]:
        def deed() -> str:
            try:
                check_code(parcel=parcel, code=code, actor=cast.rita, at=NINE)
            except CodeRefused as refused:
                return "locked" if refused.locked else "wrong"
            return "right"

        return deed

    outcomes = race([guess(code) for code in guesses])
    assert outcomes.count("right") == 0 and set(outcomes) <= {"wrong", "locked"}
    parcel.refresh_from_db()
    assert parcel.tries == MOST_TRIES
    compared = [entry for entry in timeline(("custody.item", parcel.item_id)) if entry.action == "wrong_code"]
    assert len(compared) == MOST_TRIES


@pytest.mark.django_db(transaction=True)
def test_guesses_of_a_desk_at_one_instant_are_all_counted(cast_committed: Cast) -> None:
    cast = cast_committed
    parcel = a_parcel(cast)

    def deed() -> str:
        try:
            find_by_code(site=cast.site, code=wrong(parcel), actor=cast.rita, at=NINE)
        except CodeRefused:
            return "refused"
        return "found"

    assert race([deed] * 8) == ["refused"] * 8
    assert DeskTries.objects.get().count == MOST_TRIES
    assert Item.objects.get().state == "held"
