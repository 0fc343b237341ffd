"""The pages of care: who may open them, what is kept when something is refused."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from guanjia.care.actions.calling import plan_call
from guanjia.care.actions.sampling import draw_sample
from guanjia.care.models import ButlerAssignment, CallBack, Greeting, OwnerFile, SpecialRequest
from guanjia.care.rules.calls import CallSource
from guanjia.kernel.clock import now
from guanjia.people.public import Roles
from tests.cast import Cast
from tests.complaints.scenes import a_unit, an_owner
from tests.factories.conference import NINE
from tests.factories.people import make_member

pytestmark = pytest.mark.django_db


def at(name: str, *args: Any) -> str:
    return reverse(f"care:{name}", args=["yard", *args])


@pytest.mark.parametrize(
    ("who", "status"), [("rita", 200), ("mei", 200), ("audrey", 200), ("mia", 404), ("cleo", 403), ("tom", 403)]
)
def test_who_reads_care(cast: Cast, client: Client, who: str, status: int) -> None:
    unit = a_unit(cast)
    person = an_owner(cast, unit)
    sample = draw_sample(site=cast.site, month="2026-03", actor=None, at=NINE)
    call = CallBack.objects.get()
    client.force_login(getattr(cast, who))
    for address in (
        at("calls"), at("call", call.pk), at("sample", sample.month), at("file", person.pk), at("greetings"), at("special"), at("building"),
    ):  # fmt: skip
        assert client.get(address).status_code == status, address


def test_a_call_on_its_page_shows_the_number_and_keeps_what_was_typed(cast: Cast, client: Client) -> None:
    person = an_owner(cast, a_unit(cast))
    call = plan_call(site=cast.site, source=CallSource.SERVICE, key="k", person_id=person.pk, actor=None, at=NINE)
    assert call is not None
    client.force_login(cast.rita)
    assert "13800138000" not in client.get(at("call", call.pk)).content.decode()
    assert "13800138000" in client.post(at("call_act", call.pk, "call")).content.decode()
    client.post(at("call_act", call.pk, "reach"))
    bad = client.post(at("call_act", call.pk, "rate"), {"score": "2"})
    assert bad.status_code == 422
    client.post(at("call_act", call.pk, "rate"), {"score": "2", "comment": "灯太暗"})
    call.refresh_from_db()
    assert call.state == "task"
    assert client.post(at("call_act", call.pk, "nonsense")).status_code == 404


def test_only_leaders_draw(cast: Cast, client: Client) -> None:
    a_unit(cast)
    client.force_login(cast.rita)
    assert client.post(at("draw")).status_code == 403
    client.force_login(cast.mei)
    assert client.post(at("draw")).status_code == 302


def test_a_file_on_its_page(cast: Cast, client: Client) -> None:
    person = an_owner(cast, a_unit(cast))
    client.force_login(cast.rita)
    refused = client.post(at("file_act", person.pk, "note"), {"kind": "habit", "text": "喜欢安静"})
    assert refused.status_code == 422 and "喜欢安静" in refused.content.decode()
    client.post(at("file_act", person.pk, "consent"))
    client.post(at("file_act", person.pk, "note"), {"kind": "habit", "text": "喜欢安静"})
    client.post(
        at("file_act", person.pk, "day"), {"occasion": "birthday", "calendar": "lunar", "month": "8", "day": "15"}
    )
    client.post(at("file_act", person.pk, "mark"), {"kind": "alone", "on": "1"})
    client.post(at("file_act", person.pk, "visit"), {"words": "精神好"})
    page = client.get(at("file", person.pk)).content.decode()
    assert "喜欢安静" not in page and "八月十五" in page
    assert "喜欢安静" in client.post(at("file_act", person.pk, "read"), {"reason": "上门"}).content.decode()
    wrong = {"occasion": "birthday", "calendar": "solar", "month": "2", "day": "31"}
    assert client.post(at("file_act", person.pk, "day"), wrong).status_code == 422
    assert OwnerFile.objects.get().visited_at is not None


def test_a_chance_on_its_page(cast: Cast, client: Client) -> None:
    client.force_login(cast.rita)
    assert client.post(at("special"), {"chance": "request", "wish": "代收", "unit": "9-9-9"}).status_code == 422
    client.post(at("special"), {"chance": "request", "wish": "代收花束"})
    row = SpecialRequest.objects.get()
    client.post(at("special_act", row.pk, "decline"), {"words": "抱歉，可放寄存柜"})
    row.refresh_from_db()
    assert row.state == "declined" and client.get(at("special") + "?show=all").status_code == 200


def test_a_butlers_building_and_a_greeting(cast: Cast, client: Client) -> None:
    unit = a_unit(cast)
    person, user = an_owner(cast, unit), make_member(cast.site, Roles.BUTLER)
    client.force_login(cast.mei)
    client.post(at("building"), {"building": unit.building_id, "user": user.pk, "contact": "8001"})
    assert ButlerAssignment.objects.get().user == user
    client.post(at("evaluate"), {"judge": "third", "held_on": "2026-03-01", "percent": "91", "answers": "40"})
    file = OwnerFile.objects.create(site=cast.site, person=person, unit=unit, opened_at=NINE)
    row = Greeting.objects.create(site=cast.site, file=file, occasion="birthday", on=now().date())
    client.force_login(user)
    page = client.get(at("building")).content.decode()
    assert person.name in page and "8001" in page
    assert client.post(at("building"), {}).status_code == 403
    long = client.post(at("greet", row.pk), {"how": "贺卡" * 61})
    assert long.status_code == 422 and "贺卡" * 61 in long.content.decode(), "what was typed stays on the page"
    assert client.post(at("greet", row.pk), {"how": " "}).status_code == 422
    client.post(at("greet", row.pk), {"how": "电话祝福"})
    row.refresh_from_db()
    assert row.state == "done"
