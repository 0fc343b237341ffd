"""W16 on its pages, its panels and subjects."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from guanjia.custody.public import Item
from guanjia.foundation.journal.public import timeline
from guanjia.foundation.messages.models import Notice
from guanjia.frontdesk.parcels.public import (
    Parcel,
    code_of,
    find_by_code,
)
from guanjia.frontdesk.parcels.queries.recipients import recipients
from guanjia.ui.card import Whom, panels
from tests.batteries import SubjectBattery
from tests.cast import Cast
from tests.factories.conference import NINE
from tests.factories.homes import TODAY, make_resident, make_unit, settle
from tests.frontdesk.parcels.counter import Counter

S = timedelta(seconds=1)


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


@pytest.mark.django_db
def test_a_photo_that_is_a_page_is_refused_and_the_form_is_kept(cast: Cast, client: Client) -> None:
    Counter(cast)
    client.force_login(cast.rita)
    fake = SimpleUploadedFile("box.jpg", b"<!doctype html><script>alert(1)</script>", content_type="image/jpeg")
    form = {"tracking_number": "SF1234567890123", "packaging": "damaged", "content": "ordinary", "note": "一角压扁"}
    answer = client.post(reverse("parcels:receive", args=["yard"]), form | {"recipient": "5678", "photo": fake})
    assert answer.status_code == 422 and "一角压扁" in answer.content.decode() and not Parcel.objects.exists()
    fake.seek(0)
    store = {
        "name": "行李箱",
        "content": "luggage",
        "count": "1",
        "signature": "张三",
        "recipient": "5678",
        "photo": fake,
    }
    answer = client.post(reverse("parcels:store", args=["yard"]), store)
    assert answer.status_code == 422 and "行李箱" in answer.content.decode() and not Item.objects.exists()


@pytest.mark.django_db
def test_codes_guessed_on_the_desks_page_close_it_leave_a_trace_and_are_told(cast: Cast, client: Client) -> None:
    counter = Counter(cast)
    parcel = counter.receive()
    client.force_login(cast.rita)
    wrong = "000000" if code_of(parcel) != "000000" else "111111"
    for _guess in range(5):
        client.post(reverse("parcels:find", args=["yard"]), {"code": wrong})
    answer = client.post(reverse("parcels:find", args=["yard"]), {"code": code_of(parcel)}, follow=True)
    assert parcel.item.number not in answer.redirect_chain[-1][0] if answer.redirect_chain else True
    assert Notice.objects.filter(template="parcels.desk_locked", user=cast.mei).count() == 1
    page = reverse("parcels:parcel", args=["yard", parcel.item.number])
    hand = {"to_name": "张三", "as_whom": "self", "condition": "完好", "signature": "张三"}
    for _guess in range(6):
        assert client.post(page, hand | {"code": wrong}).status_code == 422
    assert Notice.objects.filter(template="parcels.locked", user=cast.mei).count() == 1
    assert client.post(page, hand | {"code": code_of(parcel)}).status_code == 422, "locked, even for the right one"
    assert [entry.action for entry in timeline(("custody.item", parcel.item_id))].count("wrong_code") == 5
