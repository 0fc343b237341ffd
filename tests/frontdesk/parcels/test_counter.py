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
    Thing,
    take_item,
    unbalanced,
)
from guanjia.duties.public import Duty, plan_dirty, tick
from guanjia.foundation.messages.models import Message
from guanjia.frontdesk.parcels.public import (
    Deposit,
    GatePass,
    Loss,
    LossReport,
    fetch_thing,
    hand_back,
    matches_for,
    report_loss,
    store_thing,
)
from guanjia.frontdesk.parcels.rules.matching import LIKELY, Described, colour_of, score, sort_of
from tests.cast import Cast
from tests.factories.conference import NINE
from tests.frontdesk.parcels.counter import Counter, D, H
from tests.frontdesk.parcels.scenes import a_key

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
