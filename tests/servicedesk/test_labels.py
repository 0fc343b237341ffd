"""A label on the thing: reported without an account, copied to another door, voided, flooded."""

import io
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from guanjia.servicedesk.actions.labels import find_label, make_label, report_by_label, void_label
from guanjia.servicedesk.models import Label
from guanjia.servicedesk.public import RequestRefused, ServiceRequest, request_photos
from tests.cast import Cast
from tests.factories.conference import NINE
from tests.servicedesk.asking import a_home

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh_counts() -> None:
    cache.clear()


def a_label(cast: Cast) -> Label:
    unit, _person = a_home(cast.site)
    return make_label(site=cast.site, title="1 号电梯", unit=unit, actor=cast.hana, at=NINE)


def send(client: Client, label: Label, **more: Any) -> Any:
    data = {"title": "按钮不亮", "here": "yes", "once": "a1", "name": "", "phone": "", "elsewhere": ""} | more
    return client.post(reverse("report", args=[label.code]), data)


def a_photo() -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(out, "JPEG")
    return SimpleUploadedFile("p.jpg", out.getvalue(), "image/jpeg")


@pytest.mark.django_db(transaction=True)
def test_reported_without_an_account_with_a_photo(cast_committed: Cast, client: Client) -> None:
    label = a_label(cast_committed)
    assert "1 号电梯" in client.get(reverse("report", args=[label.code])).content.decode()
    page = send(client, label, photo=a_photo(), name="路人", phone="13900001111")
    row = ServiceRequest.objects.get()
    assert page.status_code == 200 and row.number in page.content.decode()
    assert (row.channel, row.unit, row.person.name, row.user) == ("qr", label.unit, "路人", None)
    assert request_photos(row).count() == 1


@pytest.mark.django_db(transaction=True)
def test_an_upload_that_is_a_page_is_refused_and_what_was_typed_stays(cast_committed: Cast, client: Client) -> None:
    label = a_label(cast_committed)
    page = send(client, label, photo=SimpleUploadedFile("p.jpg", b"<html><script>x</script></html>", "image/jpeg"))
    assert page.status_code == 422 and "按钮不亮" in page.content.decode()
    assert not ServiceRequest.objects.exists()


def test_a_copy_on_another_door_takes_the_place_of_whoever_scans(cast: Cast, client: Client) -> None:
    label = a_label(cast)
    assert send(client, label, here="no").status_code == 422
    send(client, label, here="no", elsewhere="5 号楼大厅")
    row = ServiceRequest.objects.get()
    assert row.unit is None and "5 号楼大厅" in row.place_text


def test_sent_twice_it_is_one_request(cast: Cast, client: Client) -> None:
    label = a_label(cast)
    send(client, label)
    send(client, label)
    assert ServiceRequest.objects.count() == 1


def test_a_void_label_says_so_and_another_takes_its_place(cast: Cast, client: Client) -> None:
    label = a_label(cast)
    with pytest.raises(RequestRefused):
        void_label(label=label, reason=" ", actor=cast.hana, at=NINE)
    new = void_label(label=label, reason="被揭走", actor=cast.hana, at=NINE, again=True)
    assert new is not None and (new.code != label.code, new.unit, new.replaces) == (True, label.unit, label)
    assert find_label(label.code) is None
    assert send(client, label).status_code == 404
    assert client.get(reverse("report", args=["guess"])).status_code == 404
    with pytest.raises(RequestRefused):
        void_label(label=label, reason="again", actor=cast.hana, at=NINE)


def test_six_an_hour_about_one_label(cast: Cast) -> None:
    label = a_label(cast)
    for number in range(6):
        report_by_label(label=label, title=f"坏了 {number}", at=NINE)
    with pytest.raises(RequestRefused):
        report_by_label(label=label, title="坏了", at=NINE)
    assert ServiceRequest.objects.count() == 6


def test_ten_an_hour_from_one_address(cast: Cast, client: Client) -> None:
    labels = [make_label(site=cast.site, title=f"灯 {number}", actor=cast.hana, at=NINE) for number in range(11)]
    answers = [send(client, label, once=str(number)).status_code for number, label in enumerate(labels)]
    assert answers == [200] * 10 + [429]


def test_the_desk_keeps_and_prints_labels(cast: Cast, client: Client) -> None:
    label = a_label(cast)
    client.force_login(cast.hana)
    assert "1 号电梯" in client.get(reverse("servicedesk:labels", args=["yard"])).content.decode()
    assert "<svg" in client.get(reverse("servicedesk:label", args=["yard", label.pk])).content.decode()
    made = client.post(reverse("servicedesk:labels", args=["yard"]), {"title": "水泵房", "unit": "", "place": ""})
    assert made.status_code == 302 and Label.objects.filter(title="水泵房").exists()
    assert client.post(reverse("servicedesk:labels", args=["yard"]), {"title": "x", "unit": "9-9"}).status_code == 422
    client.post(reverse("servicedesk:label_void", args=["yard", label.pk]), {"words": "撕毁"})
    label.refresh_from_db()
    assert label.voided_at is not None
    client.force_login(cast.charlie)
    assert client.get(reverse("servicedesk:label", args=["yard", label.pk])).status_code == 404
