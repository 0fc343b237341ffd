"""Gate passes for goods (W16)."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from guanjia.custody.public import (
    CustodyRefused,
)
from guanjia.duties.public import plan_dirty, tick
from guanjia.frontdesk.parcels.public import (
    GatePass,
    Goods,
    ask_for_pass,
    consent,
    use_pass,
)
from guanjia.frontdesk.parcels.rules.passes import holds, is_span_allowed, needs_consent
from guanjia.frontdesk.parcels.views.passes import goods_of
from guanjia.kernel.states import MoveRefused
from guanjia.people.public import Relation
from tests.cast import Cast
from tests.factories.conference import NINE
from tests.factories.homes import make_resident, settle
from tests.frontdesk.parcels.counter import Counter, D, H

S = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("relation", "needs"), [("owner", False), ("co_owner", False), ("lessee", True), ("family", True)]
)
def test_whose_goods_need_the_owners_consent(relation: str, needs: bool) -> None:
    assert needs_consent(relation) is needs


@pytest.mark.parametrize(("at", "lets"), [(NINE - S, False), (NINE, True), (NINE + D - S, True), (NINE + D, False)])
def test_a_pass_holds_for_its_time(at: datetime, lets: bool) -> None:
    assert holds(NINE, NINE + D, at) is lets


@pytest.mark.parametrize(("span", "may"), [(3 * D, True), (3 * D + S, False), (timedelta(), False), (-H, False)])
def test_a_pass_holds_three_days_at_most(span: timedelta, may: bool) -> None:
    assert is_span_allowed(NINE, NINE + span) is may


def test_goods_are_read_line_by_line() -> None:
    assert goods_of("三人沙发 x 1\n\n书柜×2\n冰箱\n纸箱*8个") == [
        ("三人沙发", 1),
        ("书柜", 2),
        ("冰箱", 1),
        ("纸箱", 8),
    ]


def a_pass(counter: Counter, applicant: Any = None, **fields: Any) -> GatePass:
    goods = Goods(**({"lines": [("沙发", 1)]} | fields))
    who = applicant or counter.owner
    return ask_for_pass(
        site=counter.site, unit=counter.unit, applicant=who, goods=goods, actor=counter.cast.rita, at=NINE
    )


@pytest.mark.django_db
def test_an_owners_goods_leave_once(cast: Cast) -> None:
    counter = Counter(cast)
    row = a_pass(counter)
    assert row.state == "approved"
    with pytest.raises(CustodyRefused):
        use_pass(gate_pass=row, actor=cast.gus, at=NINE + D)
    stale = GatePass.objects.get(pk=row.pk)
    use_pass(gate_pass=row, actor=cast.gus, at=NINE + H)
    for copy in (row, stale):
        with pytest.raises(MoveRefused):
            use_pass(gate_pass=copy, actor=cast.gus, at=NINE + H)


@pytest.mark.django_db
def test_a_lessees_goods_wait_for_the_owner(cast: Cast) -> None:
    counter = Counter(cast)
    lessee, stranger = make_resident(cast.site, "租户"), make_resident(cast.site, "路人")
    settle(counter.unit, lessee, Relation.LESSEE)
    with pytest.raises(CustodyRefused):
        a_pass(counter, stranger)
    row = a_pass(counter, lessee)
    assert row.state == "requested"
    with pytest.raises(MoveRefused):
        use_pass(gate_pass=row, actor=cast.gus, at=NINE + H)
    with pytest.raises(CustodyRefused):
        consent(gate_pass=row, owner=lessee, how="电话", actor=cast.rita, at=NINE)
    consent(gate_pass=row, owner=counter.owner, how="电话", actor=cast.rita, at=NINE)
    assert row.state == "approved"


@pytest.mark.django_db
def test_an_unused_pass_expires(cast: Cast) -> None:
    row = a_pass(Counter(cast))
    plan_dirty(now=NINE)
    tick(now=NINE + D - S, site=cast.site)
    assert GatePass.objects.get().state == "approved"
    tick(now=NINE + D, site=cast.site)
    assert GatePass.objects.get(pk=row.pk).state == "expired"


@pytest.mark.django_db
@pytest.mark.parametrize("lines", [[], [(" ", 1)], [("沙发", 0)], [("沙发", 1)] * 41])
def test_a_pass_lists_and_counts_its_goods(cast: Cast, lines: list[tuple[str, int]]) -> None:
    with pytest.raises(CustodyRefused):
        a_pass(Counter(cast), lines=lines)
