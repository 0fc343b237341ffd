"""W16: parcels from the courier to the signature."""

from datetime import timedelta

import pytest

from guanjia.custody.public import CustodyRefused, Item, TakenBy, photos_of, unbalanced
from guanjia.duties.public import Duty, plan_dirty
from guanjia.foundation.messages.models import Message
from guanjia.frontdesk.parcels.public import (
    Arrival,
    Parcel,
    assign,
    code_of,
    receive,
    turn_away,
    wish,
)
from guanjia.frontdesk.parcels.queries.parcels import unlike_custody
from guanjia.frontdesk.parcels.queries.recipients import recipients
from guanjia.frontdesk.parcels.rules.accepting import Packaging
from guanjia.kernel.states import MoveRefused
from guanjia.people.public import Relation
from tests.cast import Cast
from tests.factories.conference import NINE
from tests.factories.homes import TODAY, make_resident, settle
from tests.frontdesk.parcels.counter import Counter, D, H

S = timedelta(seconds=1)


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
