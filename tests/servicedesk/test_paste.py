"""Requests out of a pasted group chat, and what knowledge says of a request's words (FIELD 21, REPR-002)."""

import pytest
from django.test import Client
from django.urls import reverse

from guanjia.foundation.persons.public import find_by_phone
from guanjia.places.public import Unit
from guanjia.servicedesk.models import ServiceRequest
from guanjia.servicedesk.rules.requests import Channel
from tests.cast import Cast
from tests.servicedesk.asking import a_home

pytestmark = pytest.mark.django_db

CHAT = """张姐 10:32
{unit} 卫生间漏水,电话138 0013 8000
[图片]
王五 10:40
收到，谢谢
李四 10:41
9-9-999 楼道灯不亮
"""


def pasted(unit: Unit, client: Client, verb: str, **data: str) -> str:
    answer = client.post(
        reverse("servicedesk:paste", args=["yard"]), {"chat": CHAT.format(unit=unit.code), "verb": verb} | data
    )
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_chat_is_read_and_nothing_is_taken_down_before_it_is_looked_over(cast: Cast, client: Client) -> None:
    client.force_login(cast.hana)
    unit, _person = a_home(cast.site)
    page = pasted(unit, client, "read")
    assert f'value="{unit.code}"' in page and 'value="13800138000"' in page and "漏水" in page
    assert page.count("checked") == 2, "thanks are shown unticked"
    assert not ServiceRequest.objects.exists()


def test_one_click_takes_the_ticked_ones_down_once_and_writes_the_answer(cast: Cast, client: Client) -> None:
    client.force_login(cast.hana)
    unit, _person = a_home(cast.site)
    given = {
        "take-1": "on", "name-1": "张姐", "title-1": "卫生间漏水", "unit-1": unit.code, "phone-1": "13800138000", "kind-1": "",
        "take-3": "on", "name-3": "", "title-3": "楼道灯不亮", "unit-3": "9-9-999", "phone-3": "", "kind-3": "",
    }  # fmt: skip
    page = pasted(unit, client, "take", **given)
    leak, light = ServiceRequest.objects.order_by("pk")
    assert (leak.unit, leak.channel, light.unit, light.place_text) == (unit, Channel.GROUP, None, "9-9-999")
    assert leak.number in page and light.number in page and "@张姐" in page
    assert leak.person in find_by_phone(cast.site, "13800138000")
    pasted(unit, client, "take", **given)
    assert ServiceRequest.objects.count() == 2, "the same chat again takes nothing down twice"


def test_marked_text_is_refused_and_the_chat_stays(cast: Cast, client: Client) -> None:
    client.force_login(cast.hana)
    answer = client.post(
        reverse("servicedesk:paste", args=["yard"]),
        {"chat": "张姐 10:32\n机密★会议室漏水", "verb": "take", "take-1": "on", "title-1": "机密★会议室漏水"},
    )
    assert answer.status_code == 422 and not ServiceRequest.objects.exists()


@pytest.mark.parametrize(("who", "status"), [("hana", 200), ("audrey", 200), ("charlie", 404), ("cleo", 403)])
def test_who_pastes(cast: Cast, client: Client, who: str, status: int) -> None:
    client.force_login(getattr(cast, who))
    assert client.get(reverse("servicedesk:paste", args=["yard"])).status_code == status
