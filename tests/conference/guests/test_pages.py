"""The pages of guests and of the desk."""

import io
import json

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from guanjia.conference.actions.admission import code_of
from guanjia.conference.actions.proofs import confirm_names, read_names
from guanjia.conference.models import Event, Guest
from guanjia.conference.queries.proofs import hash_of_list, name_lines
from tests.cast import Cast
from tests.conference.guests.lists import with_guests
from tests.factories.conference import NINE

pytestmark = pytest.mark.django_db


def page(cast: Cast, event: Event, name: str, *more: object) -> str:
    return reverse(f"conference:{name}", args=[cast.site.code, event.ref, *more])


def read_by_two(cast: Cast, event: Event) -> None:
    """Everybody's name is confirmed and read."""
    seen = hash_of_list(name_lines(event))
    confirm_names(event=event, seen=seen, name="周秘书", actor=cast.alice, at=NINE)
    for reader in (cast.alice, cast.bob):
        read_names(event=event, seen=seen, actor=reader, at=NINE)


def test_a_scan_answers_in_words(cast: Cast, client: Client) -> None:
    event = with_guests(cast, "单雄信")
    client.force_login(cast.rita)
    guest = Guest.objects.get()
    send = {"content_type": "application/json"}
    answer = client.post(page(cast, event, "scan"), json.dumps({"code": code_of(guest, event)}), **send).json()
    assert (answer["outcome"], answer["name"], answer["hall_count"]) == ("admitted", "单雄信", 1)
    again = client.post(page(cast, event, "scan"), json.dumps({"code": code_of(guest, event)}), **send).json()
    assert (again["outcome"], again["reason"]) == ("refused", "used")
    assert "已" in again["message"]
    assert client.post(page(cast, event, "scan"), "not json", **send).status_code == 400


@pytest.mark.parametrize("words", ["单", "shanxiong", "sxx", "8123"])
def test_a_guest_is_found_by_name_pinyin_initials_and_phone(cast: Cast, client: Client, words: str) -> None:
    event = with_guests(cast, "单雄信")
    client.force_login(cast.rita)
    assert "单雄信" in client.get(page(cast, event, "checkin"), {"q": words}).content.decode()


def test_a_walk_in_is_added_and_admitted_in_one_step(cast: Cast, client: Client) -> None:
    event = with_guests(cast)
    client.force_login(cast.rita)
    client.post(page(cast, event, "walk_in"), {"name": "不速之客"})
    guest = Guest.objects.get()
    assert guest.walk_in
    assert guest.admitted_at is not None


@pytest.mark.parametrize("name", ["guests", "checkin", "hall"])
def test_pages_are_for_the_site_and_cost_the_same_for_three(
    cast: Cast, client: Client, name: str, django_assert_max_num_queries: object
) -> None:
    event = with_guests(cast, "张三", "李四", "王五")
    assert client.get(page(cast, event, name)).status_code == 302
    client.force_login(cast.charlie)
    assert client.get(page(cast, event, name)).status_code == 404
    client.force_login(cast.audrey)
    with django_assert_max_num_queries(25):  # type: ignore[operator]
        assert client.get(page(cast, event, name)).status_code == 200


def test_a_sheet_comes_in_once_however_often_it_is_sent(cast: Cast, client: Client) -> None:
    event = with_guests(cast)
    client.force_login(cast.alice)
    book = openpyxl.Workbook()
    for row in (
        ["参会名单", "", ""],
        ["姓名", "单位", "职务"],
        ["张三", "市财政局", "局长"],
        ["欧阳修", "史馆", ""],
        ["张三", "市财政局", "局长"],
    ):
        book.active.append(row)
    book.active.merge_cells("A1:C1")
    raw = io.BytesIO()
    book.save(raw)
    for _time in range(2):
        sheet = SimpleUploadedFile("名单.xlsx", raw.getvalue())
        run = client.post(page(cast, event, "guests_import"), {"file": sheet})
        assert run.status_code == 302, run.content.decode()[:2000]
        shown = client.get(run.headers["Location"]).content.decode()
        client.post(run.headers["Location"], {"apply": "1", "policy": "good"})
        assert "张三" in shown
    assert sorted(Guest.objects.values_list("name", flat=True)) == ["张三", "欧阳修"]


@pytest.mark.parametrize("paper", ["badges", "place-cards", "sign-in"])
def test_papers_are_printed_and_counted(cast: Cast, client: Client, paper: str) -> None:
    event = with_guests(cast, "张三", "买买提·艾力")
    read_by_two(cast, event)
    client.force_login(cast.alice)
    answer = client.post(page(cast, event, "papers", paper))
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.content[:5] == b"%PDF-"
    printed = set(Guest.objects.values_list("print_count", "card_count"))
    assert printed == {"badges": {(1, 0)}, "place-cards": {(0, 1)}, "sign-in": {(0, 0)}}[paper]


def test_a_card_with_a_character_that_no_font_has_is_not_printed(cast: Cast, client: Client) -> None:
    event = with_guests(cast, "😀某")
    read_by_two(cast, event)
    client.force_login(cast.alice)
    assert client.post(page(cast, event, "papers", "place-cards")).status_code == 302
    assert Guest.objects.get().card_count == 0


def test_an_empty_list_prints_nothing(cast: Cast, client: Client) -> None:
    client.force_login(cast.alice)
    assert client.post(page(cast, with_guests(cast), "papers", "badges")).status_code == 302
