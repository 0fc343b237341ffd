"""Things in custody: a named keeper, a signature, and what goes in comes out."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from guanjia.custody.public import (
    CustodyRefused,
    Item,
    ItemKind,
    ItemState,
    Thing,
    contact_owner,
    dispose,
    give_back,
    take_back_broken,
    take_item,
    unbalanced,
    unreturned,
)
from guanjia.custody.rules.items import MOVES, lacks_signature, may_dispose
from guanjia.foundation.persons.public import find_by_phone
from guanjia.kernel.states import MoveRefused
from tests.cast import Cast
from tests.factories.conference import NINE

D = timedelta(days=1)
EVENT = ("conference.event", 7)


def a_thing(cast: Cast, kind: ItemKind = ItemKind.LOST_PROPERTY, **fields: Any) -> Item:
    thing = Thing(**({"name": "黑色雨伞", "holder": "客户", "subject": EVENT} | fields))
    return take_item(site=cast.site, kind=kind, thing=thing, keeper=cast.bob, actor=cast.bob, at=NINE)


@pytest.mark.parametrize(
    ("kind", "after", "may"),
    [
        (ItemKind.LOST_PROPERTY, 90 * D - timedelta(seconds=1), False),
        (ItemKind.LOST_PROPERTY, 90 * D, True),
        (ItemKind.EQUIPMENT_RETURN, timedelta(), True),
    ],
)
def test_lost_property_is_kept_90_days(kind: ItemKind, after: timedelta, may: bool) -> None:
    assert may_dispose(kind, NINE, NINE + after) is may


@pytest.mark.parametrize(
    ("to", "signature", "lacks"),
    [
        ("returned", "", True),
        ("returned", " ", True),
        ("returned", "王", False),
        ("broken", "", True),
        ("disposed", "", False),
    ],
)
def test_who_takes_it_signs(to: str, signature: str, lacks: bool) -> None:
    assert lacks_signature(ItemState(to), signature) is lacks


def test_a_lent_thing_is_never_disposed_of_unseen() -> None:
    assert all(ItemState.DISPOSED not in table.get(ItemState.OUT, ()) for table in MOVES.values())


@pytest.mark.django_db
def test_what_is_missing_is_named(cast: Cast) -> None:
    with pytest.raises(CustodyRefused) as refused:
        a_thing(cast, name=" ")
    assert refused.value.field == "name"
    with pytest.raises(CustodyRefused) as refused:
        a_thing(cast, ItemKind.EQUIPMENT_RETURN, holder="")
    assert refused.value.field == "holder"


@pytest.mark.django_db
def test_found_contacted_given_back(cast: Cast) -> None:
    item = a_thing(cast, valuable=True)
    assert (item.number, item.keeper, item.state) == ("YS-20260305-0001", cast.bob, "held")
    contact_owner(item=item, name="王芳", phone="13912345678", how="电话联系", actor=cast.bob, at=NINE)
    item.refresh_from_db()
    assert list(find_by_phone(site=cast.site, phone="13912345678")) == [item.owner]
    for lacking in ({"signature": ""}, {"signature": "王芳"}, {"signature": "王芳", "witness": cast.bob}):
        with pytest.raises(CustodyRefused):
            give_back(item=item, actor=cast.bob, at=NINE + D, **lacking)
    assert unbalanced(cast.site) == []
    give_back(item=item, signature="王芳", witness=cast.lin, actor=cast.bob, at=NINE + D)
    assert (item.state, item.ended_at) == ("returned", NINE + D)
    assert unbalanced(cast.site) == []
    with pytest.raises(MoveRefused):
        give_back(item=item, signature="王芳", witness=cast.lin, actor=cast.bob, at=NINE + D)


@pytest.mark.django_db
def test_broken_equipment_stays_open_until_decided(cast: Cast) -> None:
    item = a_thing(cast, ItemKind.EQUIPMENT_RETURN, name="无线话筒", count=2)
    with pytest.raises(CustodyRefused):
        take_back_broken(item=item, signature="李", condition="", actor=cast.bob, at=NINE)
    take_back_broken(item=item, signature="李", condition="天线断", actor=cast.bob, at=NINE)
    assert list(unreturned(*EVENT[:1], [EVENT[1]])) == [item]
    dispose(item=item, reason="报废", actor=cast.mei, at=NINE + D)
    assert not unreturned(EVENT[0], [EVENT[1]]).exists() and unbalanced(cast.site) == []


@pytest.mark.django_db
def test_lost_property_is_not_disposed_of_early(cast: Cast) -> None:
    item = a_thing(cast)
    with pytest.raises(CustodyRefused):
        dispose(item=item, reason="无人认领", actor=cast.mei, at=NINE + 89 * D)


@pytest.mark.django_db
def test_two_people_give_it_back_once(cast: Cast) -> None:
    item = a_thing(cast)
    stale = Item.objects.get(pk=item.pk)
    give_back(item=item, signature="王", actor=cast.bob, at=NINE)
    with pytest.raises(MoveRefused):
        give_back(item=stale, signature="李", actor=cast.lin, at=NINE)
    assert Item.objects.get().signature == "王"


@pytest.mark.django_db
def test_the_invariant_sees_a_thing_that_left_unsigned(cast: Cast) -> None:
    item = a_thing(cast)
    Item.objects.filter(pk=item.pk).update(state="returned", ended_at=NINE)
    assert unbalanced(cast.site) == [f"item {item.pk} does not balance"]


@pytest.mark.django_db
@pytest.mark.parametrize(("who", "status"), [("bob", 200), ("audrey", 200), ("charlie", 404), ("cleo", 403)])
def test_who_sees_custody(cast: Cast, client: Client, who: str, status: int) -> None:
    item = a_thing(cast)
    client.force_login(getattr(cast, who))
    assert client.get(reverse("custody:items", args=["yard"])).status_code == status
    assert client.get(reverse("custody:item", args=["yard", item.number])).status_code == status


@pytest.mark.django_db
def test_a_thing_goes_through_its_pages(cast: Cast, client: Client) -> None:
    client.force_login(cast.bob)
    take = reverse("custody:take", args=["yard"])
    assert client.post(take, {"kind": "equipment_return", "name": "翻页笔", "count": 1}).status_code == 422
    client.post(take, {"kind": "lost_property", "name": "手机", "count": 1, "place": "一号厅"})
    item = Item.objects.get()
    act = lambda verb: reverse("custody:act", args=["yard", item.number, verb])  # noqa: E731
    client.post(act("contact"), {"name": "王芳", "phone": "13912345678", "how": "已通知"})
    page = client.get(reverse("custody:item", args=["yard", item.number])).content.decode()
    assert "王芳" in page and "13912345678" not in page
    client.post(act("return"), {"signature": "王芳"})
    item.refresh_from_db()
    assert item.state == "returned"
