"""W16: reminded, decided, gone astray, lost, denied, forgotten."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from guanjia.custody.public import CustodyRefused, Item, keep_longer, unbalanced
from guanjia.duties.public import Duty, plan_dirty, tick
from guanjia.foundation.journal.public import timeline
from guanjia.foundation.messages import sending
from guanjia.foundation.messages.channels import ChannelDown
from guanjia.foundation.messages.models import Message
from guanjia.foundation.messages.public import send_due
from guanjia.frontdesk.parcels.public import (
    Parcel,
    bring_back,
    gone_astray,
    lose_parcel,
    send_back,
)
from guanjia.frontdesk.parcels.queries.parcels import unlike_custody
from guanjia.frontdesk.parcels.rules.liability import LIMIT
from guanjia.kernel import clock
from tests.cast import Cast
from tests.factories.conference import NINE
from tests.frontdesk.parcels.counter import Counter, D, H

S = timedelta(seconds=1)


@pytest.mark.django_db
def test_reminded_on_days_three_five_and_seven_then_decided(cast: Cast) -> None:
    counter = Counter(cast)
    parcel = counter.receive()
    plan_dirty(now=NINE)
    for days, told in ((3, 1), (5, 2), (7, 3)):
        tick(now=NINE + days * D - S, site=cast.site)
        parcel.refresh_from_db()
        assert parcel.reminder_count == told - 1
        tick(now=NINE + days * D, site=cast.site)
        parcel.refresh_from_db()
        assert parcel.reminder_count == told
    duty = Duty.objects.get(standard_code="custody.storage.clear")
    assert (duty.due_at, duty.post_code) == (NINE + 7 * D, "duty.manager")
    with pytest.raises(CustodyRefused):
        send_back(parcel=parcel, reason="逾期", actor=cast.mei, at=NINE + 7 * D - S)
    send_back(parcel=parcel, reason="逾期未取，退回快递", actor=cast.mei, at=NINE + 7 * D)
    plan_dirty(now=NINE + 7 * D)
    duty.refresh_from_db()
    assert duty.state in {"on_time", "late"} and Item.objects.get().state == "disposed"


@pytest.mark.django_db
def test_a_collected_parcel_is_not_reminded_of(cast: Cast) -> None:
    counter = Counter(cast)
    parcel = counter.receive()
    plan_dirty(now=NINE)
    counter.collect(parcel)
    plan_dirty(now=NINE + H)
    tick(now=NINE + 8 * D, site=cast.site)
    assert Message.objects.filter(template="parcels.reminder").count() == 0


@pytest.mark.django_db
def test_kept_longer_moves_the_decision(cast: Cast) -> None:
    counter = Counter(cast)
    parcel = counter.receive()
    plan_dirty(now=NINE)
    with pytest.raises(CustodyRefused):
        keep_longer(item=parcel.item, until=NINE + 10 * D, reason="", actor=cast.mei, at=NINE + D)
    keep_longer(item=parcel.item, until=NINE + 10 * D, reason="业主出差", actor=cast.mei, at=NINE + D)
    plan_dirty(now=NINE + D)
    assert Duty.objects.get(standard_code="custody.storage.clear").due_at == NINE + 10 * D


@pytest.mark.django_db
def test_a_wrong_handover_is_put_right_and_two_check_from_then_on(cast: Cast) -> None:
    counter = Counter(cast)
    wrong, other = counter.receive(), counter.receive("SF1234567890124")
    counter.collect(wrong)
    with pytest.raises(CustodyRefused):
        gone_astray(parcel=wrong, reason=" ", actor=cast.rita, at=NINE + 2 * H)
    wrong.item.refresh_from_db()
    gone_astray(parcel=wrong, reason="交给了1301，已道歉，先垫付", actor=cast.rita, at=NINE + 2 * H)
    assert wrong.is_open and unbalanced(cast.site) == []
    plan_dirty(now=NINE + 2 * H)
    assert Duty.objects.filter(standard_code="custody.astray").count() == 1
    for fields, field in (
        ({}, "witness"),
        ({"witness_id": cast.rita.pk}, "witness"),
        ({"witness_id": cast.gus.pk}, "photo"),
    ):
        with pytest.raises(CustodyRefused) as refused:
            counter.collect(other, at=NINE + 3 * H, **fields)
        assert refused.value.field == field
    counter.collect(other, at=NINE + 3 * H, witness_id=cast.gus.pk, file_ids=[counter.photo()])
    wrong.item.refresh_from_db()
    bring_back(parcel=wrong, actor=cast.rita, at=NINE + 4 * H)
    late = NINE + 2 * H + 30 * D
    with pytest.raises(CustodyRefused):
        counter.collect(wrong, at=late - S)
    counter.collect(wrong, at=late)
    assert Item.objects.get(pk=wrong.item_id).state == "returned"


@pytest.mark.django_db
def test_a_lost_parcel_is_compensated_within_the_limit(cast: Cast) -> None:
    counter = Counter(cast)
    parcel = counter.receive()
    lose = {"parcel": parcel, "reason": "查过监控和货架", "note": "按快递声明", "actor": cast.rita, "at": NINE + D}
    with pytest.raises(CustodyRefused) as refused:
        lose_parcel(amount=LIMIT + 1, **lose)
    assert refused.value.field == "amount"
    lose_parcel(amount=LIMIT + 1, by_manager=True, **lose)
    item = Item.objects.get()
    assert (item.state, item.compensation, item.compensation_note) == ("lost", LIMIT + 1, "按快递声明")
    bring_back(parcel=Parcel.objects.get(), actor=cast.rita, at=NINE + 2 * D)
    assert Parcel.objects.get().is_open and unlike_custody(cast.site) == []


@pytest.mark.django_db
def test_an_owner_who_denies_the_receipt_sees_signature_photo_and_time(cast: Cast, client: Client) -> None:
    counter = Counter(cast)
    parcel = counter.receive()
    photo = counter.photo()
    counter.collect(parcel, file_ids=[photo])
    client.force_login(cast.rita)
    page = client.get(reverse("parcels:parcel", args=["yard", parcel.item.number])).content.decode()
    assert "张三" in page and f"/{photo}/" in page.replace("/thumb", "/")
    assert "hand_over" in [entry.action for entry in timeline(("custody.item", parcel.item_id))]


@pytest.mark.django_db
def test_a_message_channel_that_is_down_loses_nothing(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def down(row: Any) -> None:
        raise ChannelDown("gateway away")

    counter = Counter(cast)
    counter.receive()
    monkeypatch.setitem(sending.SENDERS, "email", down)
    now = clock.now()
    for hours in range(24):
        send_due(now=now + hours * H)
    row = Message.objects.get()
    assert row.state == "queued" and row.attempts > 3
    sent: list[Any] = []
    monkeypatch.setitem(sending.SENDERS, "email", sent.append)
    send_due(now=row.next_try_at)
    assert len(sent) == 1 and Message.objects.get().state == "sent"


@pytest.mark.django_db
def test_records_of_handing_over_are_kept_three_months_then_forgotten(cast: Cast) -> None:
    counter = Counter(cast)
    counter.collect(counter.receive(label="张三"))
    plan_dirty(now=NINE)
    tick(now=NINE + 91 * D, site=cast.site)
    assert Item.objects.get().signature == "张三"
    for days in range(92, 95):
        plan_dirty(now=NINE + days * D)
        tick(now=NINE + days * D, site=cast.site)
    item = Item.objects.get()
    assert (item.signature, item.owner, item.ended_to, Parcel.objects.get().recipient) == ("", None, "", "")
    assert item.erased_at is not None and unbalanced(cast.site) == []
