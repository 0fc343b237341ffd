"""Deposits by tag: in, out, without a tag, the wrong name, one tag twice, counted to nothing before anything closes."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from guanjia.conference.actions.closing import finish_restoring
from guanjia.conference.models import Event
from guanjia.conference.public import Refused
from guanjia.conference.rules.states import EventState
from guanjia.custody.actions.items import give_back as custody_gives_back
from guanjia.custody.public import Item, ItemKind, ItemState
from guanjia.foundation.events.public import relay
from guanjia.foundation.journal.models import Entry
from guanjia.kernel.states import MoveRefused
from guanjia.reception.models import Deposit, DepositCounter
from guanjia.reception.public import (
    DepositState,
    ReceptionRefused,
    What,
    count_counter,
    deposit_item,
    give_back,
    left_behind,
    lost_deposit,
    open_deposits,
)
from guanjia.reception.queries.deposits import unbalanced_deposits
from guanjia.reception.rules.deposits import lacking_without_tag, normal_tag, same_name
from tests.batteries import SubjectBattery
from tests.cast import Cast
from tests.factories.conference import NINE, make_event
from tests.harness.race import race


def hall(cast: Cast, **fields: Any) -> Event:
    return make_event(cast.site, **({"starts_at": NINE, "ends_at": NINE + timedelta(hours=2)} | fields))


def put(cast: Cast, event: Event, tag: str = "A-01", **more: Any) -> Deposit:
    told = {"holder": "王 明", "what": What.PHONE, "actor": cast.rita, "at": NINE} | more
    return deposit_item(event=event, tag=tag, **told)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("王明", "王 明", True),
        ("让·杜邦", "让・杜邦", True),
        ("Li Lei", "li lei", True),
        ("王明", "王敏", False),
        ("", "", False),
    ],
)
def test_names_are_compared_without_blanks_and_dots(one: str, other: str, same: bool) -> None:
    assert same_name(one, other) is same


def test_a_tag_is_written_in_one_way() -> None:
    assert normal_tag(" ａ-0 1 ") == "A-01"


@pytest.mark.parametrize(
    ("described", "witness", "missing"),
    [("", 2, "described"), ("黑色", None, "witness"), ("黑色", 1, "witness"), ("黑色", 2, "")],
)
def test_without_a_tag_it_is_described_and_two_stand_by(described: str, witness: int | None, missing: str) -> None:
    assert lacking_without_tag(described=described, witness_id=witness, actor_id=1) == missing


@pytest.mark.django_db
def test_in_and_out_by_tag_and_name(cast: Cast) -> None:
    event = hall(cast)
    phone = put(cast, event)
    with pytest.raises(ReceptionRefused) as wrong:
        give_back(deposit=phone, tag="A-01", name="王敏", actor=cast.rita, at=NINE)
    assert wrong.value.field == "name" and "王 明" not in str(wrong.value)
    with pytest.raises(ReceptionRefused) as other:
        give_back(deposit=phone, tag="A-02", name="王明", actor=cast.rita, at=NINE)
    assert other.value.field == "tag"
    assert Entry.objects.filter(action="deposit.refuse").count() == 2, "who was turned away is in the journal"
    done = give_back(deposit=phone, tag="a-01", name="王明", actor=cast.rita, at=NINE + timedelta(hours=2))
    assert done.stage is DepositState.RETURNED and not done.without_tag and not open_deposits(event)
    assert Item.objects.get().state == ItemState.RETURNED
    with pytest.raises(MoveRefused):
        give_back(deposit=phone, tag="A-01", name="王明", actor=cast.rita, at=NINE)
    assert put(cast, event).tag == "A-01", "the tag is free again"
    assert unbalanced_deposits(cast.site) == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("field", "more"),
    [("tag", {"tag": "  "}), ("tag", {"tag": "X" * 17}), ("holder", {"holder": " "}), ("tag", {"tag": "a-01"})],
)
def test_what_is_not_taken_in(cast: Cast, field: str, more: dict[str, str]) -> None:
    event = hall(cast)
    put(cast, event)
    with pytest.raises(ReceptionRefused) as refused:
        put(cast, event, **({"tag": "B"} | more))
    assert refused.value.field == field and Deposit.objects.count() == 1 and Item.objects.count() == 1


@pytest.mark.django_db
def test_a_controlled_meeting_has_no_counter_here(cast: Cast) -> None:
    with pytest.raises(ReceptionRefused):
        put(cast, hall(cast, secrecy="controlled"))
    assert not Deposit.objects.exists()


@pytest.mark.django_db
def test_a_valuable_is_signed_for_and_given_back_by_two(cast: Cast) -> None:
    watch = put(cast, hall(cast), what=What.VALUABLE)
    given = {"deposit": watch, "tag": "A-01", "name": "王明", "actor": cast.rita, "at": NINE}
    for more, field in (
        ({}, "signature"),
        ({"signature": "王明"}, "witness"),
        ({"signature": "王明", "witness": cast.rita}, "witness"),
    ):
        with pytest.raises(ReceptionRefused) as refused:
            give_back(**given, **more)
        assert refused.value.field == field
    assert give_back(**given, signature="王明", witness=cast.bob).stage is DepositState.RETURNED


@pytest.mark.django_db
def test_a_lost_tag_needs_a_description_and_a_second_person(cast: Cast) -> None:
    bag = put(cast, hall(cast), what=What.BAG)
    for more, field in (
        ({}, "described"),
        ({"described": "蓝色双肩包"}, "witness"),
        ({"described": "蓝", "witness": cast.rita}, "witness"),
    ):
        with pytest.raises(ReceptionRefused) as refused:
            give_back(deposit=bag, name="王明", actor=cast.rita, at=NINE, **more)
        assert refused.value.field == field
    done = give_back(deposit=bag, name="王明", described="蓝色双肩包", witness=cast.bob, actor=cast.rita, at=NINE)
    assert done.without_tag and done.item.checked == "蓝色双肩包" and done.item.witness == cast.bob


@pytest.mark.django_db
def test_what_nobody_collects_becomes_lost_property_and_only_then_the_event_closes(cast: Cast) -> None:
    event = hall(cast, state=EventState.RESTORING, ended_at=NINE + timedelta(hours=2), secrecy="internal")
    later = NINE + timedelta(hours=3)
    coat, bag = put(cast, event, what=What.COAT), put(cast, event, "A-02", what=What.BAG)
    with pytest.raises(Refused) as kept:
        finish_restoring(event=event, actor=cast.alice, at=later)
    assert "2" in str(kept.value)
    with pytest.raises(ReceptionRefused):
        count_counter(event=event, counted=1, actor=cast.rita, at=later)
    assert Entry.objects.get(action="deposit.count").changes == {"counted": 1, "expected": 2}, "a wrong count is kept"
    assert DepositCounter.objects.get().cleared_at is None
    left = left_behind(deposit=coat, place="前台失物柜", actor=cast.rita, at=later)
    assert left.stage is DepositState.LEFT and left.item.kind == ItemKind.LOST_PROPERTY and left.item.is_open
    lost_deposit(deposit=bag, reason="十一点起找不到，寄存处和会场已查", actor=cast.rita, at=later)
    assert count_counter(event=event, counted=0, actor=cast.rita, at=later).cleared_at == later
    assert unbalanced_deposits(cast.site) == []
    with pytest.raises(Refused) as survey_only:
        finish_restoring(event=event, actor=cast.alice, at=later)
    assert "寄存" not in str(survey_only.value)


@pytest.mark.django_db
def test_what_ends_on_custodys_page_frees_the_tag(cast: Cast) -> None:
    event = hall(cast)
    phone = put(cast, event)
    custody_gives_back(item=phone.item, signature="王明", actor=cast.rita, at=NINE)
    relay(now=NINE)
    phone.refresh_from_db()
    assert phone.stage is DepositState.RETURNED and phone.closed_at == NINE
    SubjectBattery.check_kind("reception.counter", [phone.counter_id])


@pytest.mark.django_db(transaction=True)
def test_of_two_who_use_one_tag_at_once_one_is_refused(cast_committed: Cast) -> None:
    event = hall(cast_committed)
    outcomes = race([lambda: put(cast_committed, event, holder="甲"), lambda: put(cast_committed, event, holder="乙")])
    assert sorted(type(each).__name__ for each in outcomes) == ["Deposit", "ReceptionRefused"], outcomes
    assert Deposit.objects.count() == Item.objects.count() == 1


@pytest.mark.django_db
def test_the_counter_page_by_page(client: Client, cast: Cast) -> None:
    event = hall(cast)

    def at(name: str, *more: object) -> str:
        return reverse(f"reception:{name}", args=[cast.site.code, event.ref, *more])

    client.force_login(cast.rita)
    bad = client.post(at("deposits"), {"tag": "C1", "holder": "", "what": "phone"})
    assert bad.status_code == 422 and 'value="C1"' in bad.content.decode()
    assert client.post(at("deposits"), {"tag": "c1", "holder": "李雷", "what": "phone"}).status_code == 302
    twice = client.post(at("deposits"), {"tag": "C1", "holder": "韩梅", "what": "bag"})
    assert twice.status_code == 422 and "韩梅" in twice.content.decode()
    assert "李雷" in client.get(at("deposits") + "?q=c1").content.decode()
    assert client.post(at("give"), {"tag": "C9", "name": "李雷"}).status_code == 422
    wrong = client.post(at("give"), {"tag": "C1", "name": "李四"})
    assert wrong.status_code == 422 and "李雷" not in wrong.content.decode()
    found = Deposit.objects.get()
    page = reverse("reception:deposit", args=[cast.site.code, found.pk])
    assert client.get(page).status_code == 200
    assert client.get(reverse("reception:tag", args=[cast.site.code, found.pk])).content[:4] == b"%PDF"
    assert client.post(page, {"name": "李雷"}).status_code == 422
    assert client.post(at("give"), {"tag": "C1", "name": "李雷"}).status_code == 302
    assert client.post(at("count"), {"counted": "0"}).status_code == 302
    client.force_login(cast.mia)
    assert client.get(page).status_code == 404
    client.force_login(cast.cleo)
    assert client.get(at("deposits")).status_code == 403
