"""The barrier-free map, wheelchairs on custody's board, what helps somebody (W43)."""

import pytest
from django.test import Client
from django.urls import reverse

from guanjia.custody.public import Item, unbalanced
from guanjia.duties.public import Duty, plan_dirty
from guanjia.foundation.events.public import relay
from guanjia.frontdesk.visitors.actions.access import (
    add_facility,
    lend_wheelchair,
    report_blocked,
    take_wheelchair_back,
)
from guanjia.frontdesk.visitors.models import Facility
from guanjia.frontdesk.visitors.public import AccessNeed, VisitRefused
from guanjia.frontdesk.visitors.rules.access import FacilityKind, FacilityState
from guanjia.servicedesk.public import OrderState, WorkOrder, move_order
from tests.cast import Cast
from tests.frontdesk.visitors.households import TEN, H, invited, make_home

pytestmark = pytest.mark.django_db


def a_chair(cast: Cast) -> Facility:
    return add_facility(
        site=cast.site, kind=FacilityKind.WHEELCHAIR, name="轮椅一号", where="前台", actor=cast.mei, at=TEN
    )


def completed(cast: Cast, order: WorkOrder) -> None:
    for to in (OrderState.ACCEPTED, OrderState.IN_PROGRESS, OrderState.COMPLETED):
        move_order(order=order, to=to, actor=cast.tom, at=TEN + H)
    relay(now=TEN + H)


def test_a_blocked_ramp_opens_one_urgent_order_and_the_map_follows_it(cast: Cast, client: Client) -> None:
    ramp = add_facility(
        site=cast.site, kind=FacilityKind.RAMP, name="大堂坡道", where="正门左侧", actor=cast.mei, at=TEN
    )
    for _twice in range(2):
        report_blocked(facility=ramp, what="被共享单车占用", actor=cast.rita, at=TEN)
    order = WorkOrder.objects.get()
    assert (order.urgency, ramp.state, ramp.order_number) == ("urgent", FacilityState.BLOCKED, order.number)
    client.force_login(cast.rita)
    assert order.number in client.get(reverse("visitors:access", args=[cast.site.code])).content.decode()
    completed(cast, order)
    ramp.refresh_from_db()
    assert (ramp.state, ramp.order_number) == (FacilityState.OPEN, "")


def test_a_wheelchair_is_lent_once_chased_and_comes_back(cast: Cast) -> None:
    chair = a_chair(cast)
    lend = {"facility": chair, "keeper": cast.rita, "at": TEN}
    with pytest.raises(VisitRefused) as refused:
        lend_wheelchair(holder="李奶奶", signature=" ", **lend)
    assert refused.value.field == "signature" and not Item.objects.exists()
    item = lend_wheelchair(holder="李奶奶", signature="李奶奶", **lend)
    assert (item.kind, item.due_at, chair.loanable.code) == ("loan", TEN + 4 * H, f"LY-{chair.pk}")
    with pytest.raises(VisitRefused):
        lend_wheelchair(holder="别人", signature="别人", **lend)
    plan_dirty(now=TEN)
    assert Duty.objects.filter(subject_kind="custody.item", subject_id=item.pk).exists(), "custody chases it"
    chair = Facility.objects.get()
    with pytest.raises(VisitRefused):
        take_wheelchair_back(facility=chair, signature="", condition="完好", actor=cast.rita, at=TEN + H)
    take_wheelchair_back(facility=chair, signature="里塔", condition="完好", actor=cast.rita, at=TEN + H)
    assert not Item.objects.get().is_open and unbalanced(cast.site) == []
    lend_wheelchair(holder="别人", signature="别人", **lend | {"facility": Facility.objects.get()})


def test_a_broken_wheelchair_is_out_of_order_until_it_is_mended(cast: Cast) -> None:
    chair = a_chair(cast)
    lend_wheelchair(facility=chair, holder="李奶奶", signature="李奶奶", keeper=cast.rita, at=TEN)
    back = {"facility": Facility.objects.get(), "signature": "里塔", "broken": True, "actor": cast.rita, "at": TEN + H}
    with pytest.raises(VisitRefused) as refused:
        take_wheelchair_back(condition=" ", **back)
    assert refused.value.field == "condition"
    take_wheelchair_back(condition="左轮刹车失灵", **back)
    assert Facility.objects.get().state == FacilityState.BLOCKED
    with pytest.raises(VisitRefused):
        lend_wheelchair(facility=Facility.objects.get(), holder="别人", signature="别人", keeper=cast.rita, at=TEN + H)
    completed(cast, WorkOrder.objects.get())
    assert Facility.objects.get().state == FacilityState.OPEN and Item.objects.get().state == "returned"
    assert unbalanced(cast.site) == []


def test_facilities_on_their_pages_keep_what_was_typed(cast: Cast, client: Client) -> None:
    cast.site.held_at = TEN
    cast.site.save()
    client.force_login(cast.mei)
    page = reverse("visitors:access", args=["yard"])
    answer = client.post(page, {"kind": "wheelchair", "name": "轮椅二号", "where": ""})
    assert answer.status_code == 422 and "轮椅二号" in answer.content.decode()
    client.post(page, {"kind": "wheelchair", "name": "轮椅二号", "where": "前台"})
    chair = Facility.objects.get()
    act = lambda verb: reverse("visitors:facility_act", args=["yard", chair.pk, verb])  # noqa: E731
    client.force_login(cast.rita)
    answer = client.post(act("lend"), {"holder": "周奶奶", "signature": ""})
    assert answer.status_code == 422 and "周奶奶" in answer.content.decode()
    assert client.post(act("lend"), {"holder": "周奶奶", "signature": "周奶奶"}).status_code == 302
    assert "周奶奶" in client.get(reverse("visitors:facility", args=["yard", chair.pk])).content.decode()
    assert client.post(act("back"), {"signature": "里塔", "broken": "on"}).status_code == 422
    assert client.post(act("back"), {"signature": "里塔", "condition": "完好"}).status_code == 302
    assert client.post(act("block"), {"what": ""}).status_code == 422
    assert client.post(act("block"), {"what": "爆胎"}).status_code == 302
    assert client.post(act("free")).status_code == 302
    assert client.post(act("nonsense")).status_code == 404
    client.force_login(cast.charlie)
    assert client.get(reverse("visitors:facility", args=["yard", chair.pk])).status_code == 404


def test_a_visitor_says_beforehand_what_helps_and_takes_it_back(cast: Cast, client: Client) -> None:
    cast.site.held_at = TEN
    cast.site.save()
    a_chair(cast)
    visit = invited(cast, make_home(cast))
    page = reverse("visitor_pass", args=[visit.token])
    assert "轮椅一号" in client.get(page).content.decode(), "the map is on the visitor's own page"
    answer = client.post(page, {"needs": ["wheelchair"], "note": "需要推行"})
    assert answer.status_code == 422 and "需要推行" in answer.content.decode() and not AccessNeed.objects.exists()
    client.post(page, {"needs": ["wheelchair"], "note": "需要推行", "agreed": "on"})
    assert AccessNeed.objects.get().needs == ["wheelchair"]
    client.force_login(cast.rita)
    assert "需要推行" in client.get(reverse("visitors:visit", args=["yard", visit.number])).content.decode()
    client.logout()
    client.post(page, {"verb": "forget"})
    assert not AccessNeed.objects.exists()
