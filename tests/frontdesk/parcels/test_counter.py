"""Storage, lost and found, keys and loans, gate passes (W16)."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from guanjia.custody.public import (
    CustodyRefused,
    Handover,
    Item,
    ItemKind,
    Loanable,
    LoanKind,
    Thing,
    add_loanable,
    count_board,
    give_back,
    key_count,
    keys_out,
    lend,
    lose_loan,
    take_back_broken,
    take_item,
    unbalanced,
)
from guanjia.duties.public import Duty, plan_dirty, tick
from guanjia.foundation.messages.models import Message
from guanjia.frontdesk.parcels.public import (
    Deposit,
    GatePass,
    Goods,
    Loss,
    LossReport,
    ask_for_pass,
    consent,
    fetch_thing,
    hand_back,
    matches_for,
    report_loss,
    store_thing,
    use_pass,
)
from guanjia.frontdesk.parcels.rules.matching import LIKELY, Described, colour_of, score, sort_of
from guanjia.frontdesk.parcels.rules.passes import holds, is_span_allowed, needs_consent
from guanjia.frontdesk.parcels.views.passes import goods_of
from guanjia.kernel.states import MoveRefused
from guanjia.people.public import Relation
from tests.cast import Cast
from tests.factories.conference import NINE
from tests.factories.homes import make_resident, settle
from tests.frontdesk.parcels.counter import Counter, D, H
from tests.harness.race import race

S = timedelta(seconds=1)


def deposit(counter: Counter, **fields: Any) -> Deposit:
    given = {"name": "行李箱", "content": "luggage", "signature": "张三", "unit": counter.unit, "person": counter.owner}
    return Deposit(**(given | fields))


def stored(counter: Counter, **fields: Any) -> Item:
    return store_thing(site=counter.site, deposit=deposit(counter, **fields), actor=counter.cast.rita, at=NINE)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"signature": " "}, "signature"),
        ({"content": "flammable"}, "content"),
        ({"content": "flammable", "exception": "经理同意"}, "content"),
        ({"content": "jewellery"}, "content"),
        ({"content": "jewellery", "exception": "经理同意"}, "photo"),
        ({"unit": None, "person": None}, "recipient"),
    ],
)
def test_what_is_not_taken_into_storage(cast: Cast, fields: dict[str, Any], field: str) -> None:
    with pytest.raises(CustodyRefused) as refused:
        stored(Counter(cast), **fields)
    assert refused.value.field == field and not Item.objects.exists()


@pytest.mark.django_db
def test_storage_is_signed_on_the_way_in_and_out(cast: Cast) -> None:
    item = stored(Counter(cast))
    assert (item.signature_in, item.place, item.due_at) == ("张三", "1", NINE + 7 * D)
    with pytest.raises(CustodyRefused) as refused:
        fetch_thing(item=item, handover=Handover(to_name="张三", checked="凭条"), actor=cast.rita, at=NINE + H)
    assert refused.value.field == "signature"
    fetch_thing(
        item=item, handover=Handover(to_name="张三", checked="凭条", signature="张三"), actor=cast.rita, at=NINE + H
    )
    assert Item.objects.get().state == "returned" and unbalanced(cast.site) == []


@pytest.mark.django_db
def test_after_seven_days_the_supervisor_decides_about_what_is_stored(cast: Cast) -> None:
    stored(Counter(cast))
    plan_dirty(now=NINE)
    duty = Duty.objects.get(standard_code="custody.storage.clear")
    assert duty.due_at == NINE + 7 * D
    tick(now=NINE + 6 * D - S, site=cast.site)
    assert not Message.objects.filter(template="parcels.stored").exists()
    tick(now=NINE + 6 * D, site=cast.site)
    assert Message.objects.filter(template="parcels.stored").count() == 1


@pytest.mark.django_db
def test_a_valuable_in_storage_is_given_back_by_two(cast: Cast) -> None:
    counter = Counter(cast)
    item = stored(counter, content="electronics", exception="经理同意", file_ids=[counter.photo()])
    proof = {"to_name": "张三", "checked": "凭条", "signature": "张三"}
    with pytest.raises(CustodyRefused):
        fetch_thing(item=item, handover=Handover(**proof), actor=cast.rita, at=NINE)
    fetch_thing(item=item, handover=Handover(witness_id=cast.gus.pk, **proof), actor=cast.rita, at=NINE)


def lost(words: str, place: str = "", colour: str = "", since: datetime = NINE, hours: int = 2) -> Described:
    return Described(words, place, colour, since, since + hours * H)


def found(words: str, place: str = "", colour: str = "", at: datetime = NINE + 3 * H) -> Described:
    return Described(words, place, colour, at, at)


@pytest.mark.parametrize(
    ("loss", "find", "likely"),
    [
        (lost("黑色折叠雨伞", "2栋大堂"), found("黑色雨伞", "2栋大堂"), True),
        (lost("雨伞", "大堂", "黑"), found("伞一把", "前台", "黑"), True),
        (lost("雨伞", "大堂", "红"), found("黑色雨伞", "大堂"), False),
        (lost("棕色皮夹", "东门"), found("钱包", "东门岗亭", "咖啡色"), True),
        (lost("钱包"), found("钥匙"), False),
        (lost("手机 华为"), found("iphone 手机", at=NINE + 5 * H), True),
        (lost("手机"), found("手机", at=NINE - 2 * H), False),
        (lost("手机"), found("手机", at=NINE + 60 * D), False),
        (lost("白色蓝牙耳机", "中心花园"), found("AirPods 白色", "中心花园"), True),
        (lost("保温杯", "儿童乐园", "蓝"), found("蓝色水杯", "儿童乐园滑梯"), True),
        (lost("保温杯", "儿童乐园", "蓝"), found("黄色玩具车", "儿童乐园"), False),
        (lost("墨镜", "游泳池"), found("太阳镜", "游泳池更衣室"), True),
        (lost("身份证"), found("证件一本", at=NINE + D), True),
        (lost("滑板车", "3栋"), found("儿童滑板车", "3栋楼下"), True),
        (lost("滑板车", "3栋"), found("快递盒", "3栋"), False),
    ],
)
def test_losses_and_finds_that_fit(loss: Described, find: Described, likely: bool) -> None:
    assert (score(loss, find) >= LIKELY) is likely, score(loss, find)


def test_sorts_and_colours_are_read_from_words() -> None:
    assert sort_of("遮阳伞") == sort_of("雨伞") != sort_of("手机") and sort_of("石头") == set()
    assert colour_of(found("雨伞", colour="咖啡色")) == "brown" and colour_of(found("黑白格子")) == "black"


@pytest.mark.django_db
def test_a_lost_wallet_is_matched_and_given_back_by_two(cast: Cast) -> None:
    counter = Counter(cast)
    thing = Thing(name="棕色皮钱包", place="东门岗亭", valuable=True)
    item = take_item(site=cast.site, kind=ItemKind.LOST_PROPERTY, thing=thing, keeper=cast.gus, actor=cast.gus, at=NINE)
    loss = Loss(words="钱包", colour="棕", place="东门", lost_from=NINE - H, lost_until=NINE, person=counter.owner)
    row = report_loss(site=cast.site, loss=loss, actor=cast.rita, at=NINE + H)
    assert [match.item for match in matches_for(row)] == [item]
    for proof in (
        {"checked": "内有工作证", "signature": "张三"},
        {"checked": " ", "signature": "张三", "witness_id": cast.gus.pk},
        {"checked": "内有工作证", "signature": "", "witness_id": cast.gus.pk},
    ):
        with pytest.raises(CustodyRefused):
            hand_back(loss=row, item=item, handover=Handover(**proof), actor=cast.rita, at=NINE + 2 * H)
    proof = Handover(checked="内有工作证", signature="张三", witness_id=cast.gus.pk)
    hand_back(loss=row, item=item, handover=proof, actor=cast.rita, at=NINE + 2 * H)
    row.refresh_from_db()
    assert (row.found, row.closed_at) == (item, NINE + 2 * H) and Item.objects.get().owner == counter.owner


def a_key(cast: Cast, code: str = "K-01") -> Loanable:
    return add_loanable(site=cast.site, kind=LoanKind.KEY, code=code, name="配电房钥匙", hours=4)


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


@pytest.mark.django_db
def test_the_rest_of_the_counter_on_its_pages(cast: Cast, client: Client) -> None:
    counter = Counter(cast)
    key = a_key(cast)
    client.force_login(cast.rita)
    to = lambda name, *args: reverse(f"parcels:{name}", args=["yard", *args])  # noqa: E731
    thing = {"name": "行李箱", "content": "luggage", "count": 1, "recipient": "3-2-1201"}
    assert client.post(to("store"), thing).status_code == 422
    client.post(to("store"), thing | {"signature": "张三"})
    item = Item.objects.get()
    client.post(
        to("fetch", item.number), {"to_name": "张三", "as_whom": "self", "checked": "凭条", "signature": "张三"}
    )
    assert Item.objects.get().state == "returned"
    client.post(to("lend", key.code), {"holder": "李工", "checked": "工牌", "signature": "李"})
    loan = Item.objects.get(kind="loan")
    client.post(to("loan_act", loan.number, "back"), {"signature": ""})
    assert Item.objects.get(kind="loan").state == "out"
    client.post(to("loan_act", loan.number, "back"), {"signature": "李"})
    assert Item.objects.get(kind="loan").state == "returned"
    when = {"lost_from": "2026-03-05T08:00", "lost_until": "2026-03-05T08:30"}
    client.post(to("report_loss"), {"words": "雨伞", "recipient": "张三"} | when)
    loss = LossReport.objects.get()
    assert loss.person == counter.owner and client.get(to("loss", loss.number)).status_code == 200
    client.post(to("loss_act", loss.number, "close"), {"reason": "已自行找到"})
    client.post(to("ask_pass"), {"recipient": "3-2-1201", "goods": "沙发 x 1", "hours": 24})
    row = GatePass.objects.get()
    assert client.get(to("pass_sheet", row.number)).content[:5] == b"%PDF-"
    assert client.post(to("gate"), {"code": row.token})["Location"] == to("pass", row.number)
    client.post(to("pass_act", row.number, "use"))
    assert GatePass.objects.get().state == "used"
    client.post(to("wish", counter.unit.pk), {"person": counter.owner.pk})
    assert b"3-2-1201" in client.get(to("wish", counter.unit.pk)).content
    for kind in ("parcels", "storage", "loans"):
        assert client.get(to("register", kind)).content[:5] == b"%PDF-"
    client.force_login(cast.mei)
    client.post(to("loanable"), {"kind": "umbrella", "code": "s-1", "name": "雨伞", "hours": 48, "deposit": 0})
    assert Loanable.objects.get(kind="umbrella").code == "S-1"
