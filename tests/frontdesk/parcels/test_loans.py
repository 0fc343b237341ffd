"""Keys and tools on loan (W16)."""

from datetime import timedelta
from typing import Any

import pytest

from guanjia.custody.public import (
    CustodyRefused,
    Item,
    Loanable,
    LoanKind,
    add_loanable,
    count_board,
    give_back,
    key_count,
    keys_out,
    lend,
    lose_loan,
    take_back_broken,
    unbalanced,
)
from guanjia.duties.public import Duty, plan_dirty, tick
from tests.cast import Cast
from tests.factories.conference import NINE
from tests.frontdesk.parcels.counter import H
from tests.frontdesk.parcels.scenes import a_key
from tests.harness.race import race

S = timedelta(seconds=1)


def lent(cast: Cast, key: Loanable, **fields: Any) -> Item:
    given = {"holder": "工程李工", "signature": "李", "checked": "工牌 0123"} | fields
    return lend(loanable=key, keeper=cast.rita, actor=cast.rita, at=NINE, **given)


@pytest.mark.django_db
def test_a_key_goes_out_signed_and_is_chased_when_due(cast: Cast) -> None:
    key = a_key(cast)
    for lacking in ({"signature": ""}, {"holder": ""}, {"checked": ""}):
        with pytest.raises(CustodyRefused):
            lent(cast, key, **lacking)
    item = lent(cast, key)
    assert list(keys_out(cast.site)) == [item]
    with pytest.raises(CustodyRefused):
        lent(cast, Loanable.objects.get(pk=key.pk))
    plan_dirty(now=NINE)
    duty = Duty.objects.get(standard_code="custody.loan.back")
    assert (duty.due_at, duty.post_code) == (NINE + 4 * H, "frontdesk")
    tick(now=NINE + 4 * H + S, site=cast.site)
    duty.refresh_from_db()
    assert duty.overdue
    give_back(item=item, signature="李", actor=cast.rita, at=NINE + 5 * H)
    plan_dirty(now=NINE + 5 * H)
    duty.refresh_from_db()
    assert duty.state == "late" and Loanable.objects.get().out_item is None and unbalanced(cast.site) == []


@pytest.mark.parametrize(
    ("known", "out", "seen", "missing", "surplus"),
    [
        ("ab", "", "ab", "", ""),
        ("ab", "b", "a", "", ""),
        ("ab", "b", "ab", "", "b"),
        ("ab", "", "a", "b", ""),
        ("ab", "", "abz", "", "z"),
    ],
)
def test_the_board_is_counted(known: str, out: str, seen: str, missing: str, surplus: str) -> None:
    count = count_board(known=known, out=out, seen=seen)
    assert (count.missing, count.surplus) == (frozenset(missing), frozenset(surplus))
    assert count.is_complete is (not missing and not surplus)


@pytest.mark.django_db
def test_keys_are_counted_at_the_change_of_shift(cast: Cast) -> None:
    a_key(cast), a_key(cast, "K-02"), a_key(cast, "K-03")
    lent(cast, Loanable.objects.get(code="K-02"))
    assert key_count(cast.site, ["k-01", " K-03 "]).is_complete
    assert key_count(cast.site, ["K-01"]).missing == {"K-03"}


@pytest.mark.django_db
def test_a_lost_key_leaves_the_count_and_a_broken_tool_stays_open(cast: Cast) -> None:
    item = lent(cast, a_key(cast))
    with pytest.raises(CustodyRefused):
        lose_loan(item=item, reason=" ", actor=cast.rita, at=NINE)
    lose_loan(item=item, reason="借用人称遗失", actor=cast.rita, at=NINE + H)
    assert Loanable.objects.get().lost_at == NINE + H and key_count(cast.site, []).is_complete
    ladder = add_loanable(site=cast.site, kind=LoanKind.TOOL, code="T-01", name="梯子")
    loan = lent(cast, ladder, checked="")
    take_back_broken(item=loan, signature="李", condition="横档断裂", actor=cast.rita, at=NINE + H)
    assert Loanable.objects.get(code="T-01").out_item == loan and unbalanced(cast.site) == []


@pytest.mark.django_db(transaction=True)
def test_one_key_goes_to_one_of_two(cast_committed: Cast) -> None:
    key = a_key(cast_committed)
    outcomes = race([lambda: lent(cast_committed, Loanable.objects.get(pk=key.pk))] * 2)
    assert sum(isinstance(each, Item) for each in outcomes) == 1 and Item.objects.count() == 1
