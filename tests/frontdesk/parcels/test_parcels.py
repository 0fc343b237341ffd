"""W16: parcels from the courier to the signature, and everything that goes wrong between."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from guanjia.custody.public import CustodyRefused, Item, TakenBy, keep_longer, photos_of, unbalanced
from guanjia.duties.public import Duty, plan_dirty, tick
from guanjia.foundation.journal.public import timeline
from guanjia.foundation.messages import sending
from guanjia.foundation.messages.channels import ChannelDown
from guanjia.foundation.messages.models import Message
from guanjia.foundation.messages.public import send_due
from guanjia.frontdesk.parcels.public import (
    Arrival,
    Parcel,
    assign,
    bring_back,
    code_of,
    find_by_code,
    gone_astray,
    lose_parcel,
    receive,
    send_back,
    turn_away,
    wish,
)
from guanjia.frontdesk.parcels.queries.parcels import unlike_custody
from guanjia.frontdesk.parcels.queries.recipients import recipients
from guanjia.frontdesk.parcels.rules.accepting import CONTENTS, Packaging, is_special, refusal
from guanjia.frontdesk.parcels.rules.carriers import carrier_of, normal_number
from guanjia.frontdesk.parcels.rules.keeping import records_kept_for
from guanjia.frontdesk.parcels.rules.liability import LIMIT, most_payable, within_limit
from guanjia.frontdesk.parcels.rules.shelves import ShelfRule, shelf_for, zone_of_room
from guanjia.kernel import clock
from guanjia.kernel.states import MoveRefused
from guanjia.people.public import Relation
from guanjia.ui.card import Whom, panels
from tests.batteries import SubjectBattery
from tests.cast import Cast
from tests.factories.conference import NINE
from tests.factories.homes import TODAY, make_resident, make_unit, settle
from tests.frontdesk.parcels.counter import Counter, D, H

S = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("typed", "number", "carrier"),
    [
        ("sf1234567890123", "SF1234567890123", "sf"),
        (" YT 1234567890123 ", "YT1234567890123", "yto"),
        ("ＪＴ１２３４５６７８９０１２３", "JT1234567890123", "jt"),
        ("EA123456789CN", "EA123456789CN", "ems"),
        ("773012345678901", "773012345678901", "sto"),
        ("JDVA12345678901", "JDVA12345678901", "jd"),
        ("ABCDEF123", "ABCDEF123", ""),
        ("12345", "", ""),
        ("张三", "", ""),
    ],
)
def test_numbers_and_their_carriers(typed: str, number: str, carrier: str) -> None:
    assert normal_number(typed) == number and carrier_of(number) == carrier


@pytest.mark.parametrize(
    ("rule", "building", "number", "initials", "shelf"),
    [
        (ShelfRule.BUILDING, "3", "1201", "zs", "3"),
        (ShelfRule.ALPHABET, "3", "1201", "zs", "Z"),
        (ShelfRule.ALPHABET, "3", "1201", "", "0"),
        (ShelfRule.ROOM, "3", "901", "", "3-A"),
        (ShelfRule.ROOM, "3", "999", "", "3-A"),
        (ShelfRule.ROOM, "3", "1001", "", "3-B"),
        (ShelfRule.ROOM, "3", "2001", "", "3-C"),
        (ShelfRule.BUILDING, "", "", "zs", "0"),
    ],
)
def test_shelves_by_building_alphabet_or_room(
    rule: ShelfRule, building: str, number: str, initials: str, shelf: str
) -> None:
    assert shelf_for(rule, building=building, number=number, initials=initials) == shelf


def test_a_room_without_a_number_is_in_the_first_zone() -> None:
    assert zone_of_room("A") == "A" and zone_of_room("12") == "A"


def test_dangerous_goods_are_refused_whoever_asks() -> None:
    never = [content.code for content in CONTENTS if content.never]
    assert {"explosive", "flammable", "poison", "weapon", "battery", "cash", "animal"} <= set(never)
    assert all(refusal(code, "经理同意") for code in never)


@pytest.mark.parametrize(
    ("code", "exception", "taken"),
    [
        ("electronics", "", False),
        ("electronics", " ", False),
        ("electronics", "经理同意", True),
        ("jewellery", "", False),
        ("ordinary", "", True),
        ("luggage", "", True),
        ("nonsense", "经理", False),
    ],
)
def test_valuables_are_not_accepted_in_principle(code: str, exception: str, taken: bool) -> None:
    assert (refusal(code, exception) == "") is taken


@pytest.mark.parametrize(
    ("code", "packaging", "special"),
    [
        ("ordinary", Packaging.INTACT, False),
        ("ordinary", Packaging.DAMAGED, True),
        ("ordinary", Packaging.OPENED, True),
        ("electronics", Packaging.INTACT, True),
    ],
)
def test_special_things_are_photographed(code: str, packaging: Packaging, special: bool) -> None:
    assert is_special(code, packaging) is special


@pytest.mark.parametrize(
    ("amount", "declared", "within"),
    [
        (LIMIT, None, True),
        (LIMIT + Decimal("0.01"), None, False),
        (Decimal(50), Decimal(50), True),
        (Decimal("50.01"), Decimal(50), False),
        (LIMIT + 1, Decimal(9000), False),
        (Decimal(-1), None, False),
    ],
)
def test_the_limit_of_liability(amount: Decimal, declared: Decimal | None, within: bool) -> None:
    assert within_limit(amount, declared) is within and most_payable(None) == LIMIT


@pytest.mark.parametrize(("days", "kept"), [(0, 92), (91, 92), (92, 92), (93, 93), (365, 365)])
def test_records_are_kept_three_months_at_least(days: int, kept: int) -> None:
    assert records_kept_for(days) == kept


@pytest.mark.django_db
def test_received_shelved_told_collected(cast: Cast) -> None:
    counter = Counter(cast)
    parcel = counter.receive()
    assert (parcel.item.number, parcel.item.shelf, parcel.carrier) == ("KD-20260305-0001", "3", "sf")
    assert parcel.told_at == NINE and Message.objects.get().person_id == counter.owner.pk
    assert parcel.item.due_at == NINE + 7 * D
    counter.collect(parcel)
    item = Item.objects.get()
    assert (item.state, item.ended_to, item.checked, item.signature) == ("returned", "张三", "code", "张三")
    assert not Parcel.objects.get().is_open and unbalanced(cast.site) == [] == unlike_custody(cast.site)
    with pytest.raises(MoveRefused):
        counter.collect(Parcel.objects.get(), code="", checked="身份证 1234")


@pytest.mark.django_db
@pytest.mark.parametrize("missing", ["to_name", "condition", "signature"])
def test_nothing_is_handed_over_without(cast: Cast, missing: str) -> None:
    counter = Counter(cast)
    parcel = counter.receive()
    with pytest.raises(CustodyRefused) as refused:
        counter.collect(parcel, **{missing: " "})
    assert refused.value.field == missing and Parcel.objects.get().is_open


@pytest.mark.django_db
def test_without_a_code_something_is_looked_at(cast: Cast) -> None:
    counter = Counter(cast)
    parcel = counter.receive()
    with pytest.raises(CustodyRefused) as refused:
        counter.collect(parcel, code="")
    assert refused.value.field == "checked"
    counter.collect(parcel, code="", checked="身份证末四位1234")


@pytest.mark.django_db
def test_somebody_collects_for_another_and_says_who(cast: Cast) -> None:
    counter = Counter(cast)
    parcel = counter.receive()
    proxy = {"to_name": "李四", "as_whom": TakenBy.PROXY, "signature": "李四"}
    with pytest.raises(CustodyRefused) as refused:
        counter.collect(parcel, **proxy)
    assert refused.value.field == "relation"
    counter.collect(parcel, relation="邻居", **proxy)
    assert Item.objects.get().ended_as == "邻居"


@pytest.mark.django_db
def test_the_same_number_is_here_already(cast: Cast) -> None:
    counter = Counter(cast)
    first = counter.receive()
    with pytest.raises(CustodyRefused) as refused:
        counter.receive(" sf1234567890123")
    assert first.item.number in str(refused.value)
    counter.collect(first)
    assert counter.receive(at=NINE + D).is_open, "a number may come again once the first is gone"


@pytest.mark.django_db
def test_damaged_on_arrival_needs_a_photo_and_words(cast: Cast) -> None:
    counter = Counter(cast)
    with pytest.raises(CustodyRefused) as refused:
        counter.receive(packaging=Packaging.DAMAGED, note="一角压扁")
    assert refused.value.field == "photo"
    with pytest.raises(CustodyRefused) as refused:
        counter.receive(packaging=Packaging.DAMAGED, file_ids=[counter.photo()])
    assert refused.value.field == "note"
    parcel = counter.receive(packaging=Packaging.DAMAGED, note="一角压扁", file_ids=[counter.photo()])
    assert photos_of(parcel.item).count() == 1 and parcel.item.condition_out == "一角压扁"


@pytest.mark.django_db
def test_a_refused_parcel_stays_in_the_register(cast: Cast) -> None:
    counter = Counter(cast)
    arrival = Arrival(tracking_number="SF1234567890123", unit=counter.unit, content="battery")
    with pytest.raises(CustodyRefused) as refused:
        receive(site=cast.site, arrival=arrival, actor=cast.rita, at=NINE)
    assert refused.value.field == "content"
    parcel = turn_away(site=cast.site, arrival=arrival, reason="电动车电池", actor=cast.rita, at=NINE)
    assert parcel.item.state == "refused" and not parcel.is_open and unbalanced(cast.site) == []
    assert not Message.objects.exists()


@pytest.mark.django_db
def test_a_household_that_wants_no_parcels_gets_none(cast: Cast) -> None:
    counter = Counter(cast)
    say = {"site": cast.site, "unit": counter.unit, "bring_up": False, "person": counter.owner, "actor": cast.rita}
    wish(accepts=False, at=NINE, **say)
    with pytest.raises(CustodyRefused) as refused:
        counter.receive()
    assert refused.value.field == "recipient"
    wish(accepts=True, at=NINE, **say)
    assert counter.receive().is_open


@pytest.mark.django_db
def test_an_unknown_recipient_is_found_later(cast: Cast) -> None:
    counter = Counter(cast)
    parcel = counter.receive(unit=None, person=None, label="张先生")
    assert (parcel.item.shelf, code_of(parcel)) == ("0", "") and not Message.objects.exists()
    plan_dirty(now=NINE)
    duty = Duty.objects.get(standard_code="parcels.recipient")
    assert duty.due_at == NINE + D
    with pytest.raises(CustodyRefused):
        counter.collect(parcel, code="", checked="看过")
    assign(parcel=parcel, unit=counter.unit, person=counter.owner, actor=cast.rita, at=NINE + H)
    assert parcel.item.shelf == "3" and code_of(parcel) and Message.objects.count() == 1
    plan_dirty(now=NINE + H)
    duty.refresh_from_db()
    assert duty.state == "on_time"
    with pytest.raises(CustodyRefused):
        assign(parcel=parcel, unit=counter.unit, person=None, actor=cast.rita, at=NINE + H)


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["3-2-1201", "3栋2单元1201", "13912345678", "5678", "张三", "zs", "1201"])
def test_the_recipient_is_found_by_whatever_stands_on_the_label(cast: Cast, text: str) -> None:
    counter = Counter(cast)
    found = recipients(cast.site, text, TODAY)
    assert [(each.unit, each.person) for each in found] == [(counter.unit, counter.owner)]
    assert recipients(cast.other_site, text, TODAY) == []


@pytest.mark.django_db
def test_who_moved_out_is_no_recipient(cast: Cast) -> None:
    counter = Counter(cast)
    gone = make_resident(cast.site, "王五")
    settle(counter.unit, gone, Relation.LESSEE, until=TODAY)
    assert recipients(cast.site, "王五", TODAY) == []


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


@pytest.mark.django_db
def test_kinds_of_the_counter_are_subjects(cast: Cast) -> None:
    counter = Counter(cast)
    ids = [counter.receive().item_id, counter.receive("SF1234567890124").item_id]
    SubjectBattery.check_kind("custody.item", ids)
    SubjectBattery.check_kind("parcels.counter", [cast.site.pk, cast.other_site.pk])


@pytest.mark.django_db
def test_panels_of_the_caller_card_take_one_query_each(cast: Cast) -> None:
    counter = Counter(cast)
    counter.receive()
    counter.receive("SF1234567890124")
    whom = Whom((counter.owner.pk,), (counter.unit.pk,))
    for code, rows in (("parcels", 2), ("custody", 0)):
        panel = next(each for each in panels(cast.rita, cast.site) if each.code == code)
        with CaptureQueriesContext(connection) as queries:
            assert len(panel.rows(cast.site, whom, cast.rita, NINE)) == rows
        assert len(queries) == 1


@pytest.mark.django_db
@pytest.mark.parametrize(("who", "status"), [("rita", 200), ("audrey", 200), ("charlie", 404), ("cleo", 403)])
def test_who_sees_parcels(cast: Cast, client: Client, who: str, status: int) -> None:
    counter = Counter(cast)
    parcel = counter.receive()
    client.force_login(getattr(cast, who))
    for page in (
        reverse("parcels:parcels", args=["yard"]),
        reverse("parcels:parcel", args=["yard", parcel.item.number]),
        reverse("parcels:register", args=["yard", "parcels"]),
        reverse("parcels:storage", args=["yard"]),
        reverse("parcels:losses", args=["yard"]),
        reverse("parcels:board", args=["yard"]),
        reverse("parcels:passes", args=["yard"]),
    ):
        assert client.get(page).status_code == status


@pytest.mark.django_db
def test_parcels_in_by_scan_and_out_by_code_on_the_pages(cast: Cast, client: Client) -> None:
    Counter(cast)
    client.force_login(cast.rita)
    page = reverse("parcels:receive", args=["yard"])
    form = {"tracking_number": "SF1234567890123", "packaging": "intact", "content": "ordinary"}
    assert client.post(page, form).status_code == 200 and not Parcel.objects.exists(), "the scan alone asks whose"
    assert client.post(page, form | {"recipient": "9-9-999"}).status_code == 422
    assert client.post(page, form | {"recipient": "5678"}).status_code == 302
    parcel = Parcel.objects.get()
    assert client.get(reverse("parcels:label", args=["yard", parcel.item.number])).content[:5] == b"%PDF-"
    client.post(reverse("parcels:find", args=["yard"]), {"code": "000000" if code_of(parcel) != "000000" else "1"})
    answer = client.post(reverse("parcels:find", args=["yard"]), {"code": code_of(parcel)})
    assert answer["Location"].endswith(f"{parcel.item.number}/")
    hand = {"to_name": "张三", "as_whom": "self", "condition": "完好", "signature": ""}
    assert client.post(answer["Location"], hand).status_code == 422
    assert client.post(answer["Location"], hand | {"signature": "张三"}).status_code == 302
    assert Item.objects.get().state == "returned"


@pytest.mark.django_db
def test_two_of_one_name_are_asked_about(cast: Cast, client: Client) -> None:
    counter = Counter(cast)
    other = make_unit(cast.site, "1301")
    settle(other, make_resident(cast.site, "张三"))
    client.force_login(cast.rita)
    page = reverse("parcels:receive", args=["yard"])
    form = {"tracking_number": "SF1234567890123", "packaging": "intact", "content": "ordinary", "recipient": "张三"}
    answer = client.post(page, form)
    assert answer.status_code == 200 and "3-2-1301" in answer.content.decode() and not Parcel.objects.exists()
    choice = recipients(cast.site, "张三", TODAY)[1].key
    assert client.post(page, form | {"choice": choice}).status_code == 302
    assert find_by_code(site=cast.site, code=code_of(Parcel.objects.get()), actor=cast.rita, at=NINE)
    assert counter.unit.code != other.code
