"""A client asks, confirms and approves on a phone; the co-ordinator draws scheme and budget; a department acknowledges."""

from datetime import timedelta
from typing import Any

import pytest

from guanjia.conference.models import Event, FunctionSheet, SheetIssue
from guanjia.foundation.sites.public import site_now
from tests.cast import Cast
from tests.factories.places import make_room

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def _answer(page: Any, address: str) -> None:
    page.goto(address)
    page.fill("[name=name]", "王芳")


def test_from_the_public_page_to_the_acknowledged_sheet(
    cast_committed: Cast, browse: Any, accessible: Any, shot: Any
) -> None:
    cast = cast_committed
    room = make_room(cast.site, name="一号会议室")
    on = (site_now(cast.site) + timedelta(days=20)).date().isoformat()
    client = browse("phone")
    client.goto("/p/enquiry/yard/")
    accessible(client)
    shot(client, "client-enquiry")
    typed = {"applicant": "莲花公司", "title": "春季经营分析会", "on": on, "start": "09:00", "end": "12:00"}
    typed |= {"headcount": "20", "contact_name": "王芳", "contact_phone": "13900001111"}
    for name, value in typed.items():
        client.fill(f"form [name={name}]", value)
    client.check("[name=services][value=tea]")
    client.click("form button.btn-primary")
    client.wait_for_selector("text=HY-")
    event = Event.objects.get()

    desk = browse("desk", user=cast.alice)
    desk.goto(f"/s/yard/conference/e/{event.ref}/intake/")
    accessible(desk)
    desk.click(".page-actions button.btn-primary")
    shot(desk, "coordinator-needs")
    _answer(client, desk.input_value("input[readonly]"))
    shot(client, "client-needs")
    client.click("button[value=yes]")
    client.wait_for_selector("text=HY-")

    _scheme_drawn(event, room, accessible, shot, desk)
    _answer(client, desk.input_value("input[readonly]"))
    accessible(client)
    shot(client, "client-scheme")
    client.click("button[value=yes]")
    client.wait_for_selector("text=HY-")

    _acknowledged_and_changed(cast, event, browse, accessible, shot, desk)


def _scheme_drawn(event: Event, room: Any, accessible: Any, shot: Any, desk: Any) -> None:
    desk.goto(f"/s/yard/conference/e/{event.ref}/scheme/?room={room.pk}&style=theatre")
    accessible(desk)
    desk.click("#plan button.btn-primary")
    desk.wait_for_selector("[name=line-0-name]")
    rows = (("venue", "场租", "3500"), ("equipment", "大屏", "2000"), ("people", "引导员", "2500"))
    for number, (cost, what, price) in enumerate(rows):
        desk.select_option(f"[name=line-{number}-cost_class]", cost)
        desk.fill(f"[name=line-{number}-name]", what)
        desk.fill(f"[name=line-{number}-price]", price)
    desk.click("form[action$='/budget/'] button.btn-primary")
    desk.wait_for_selector("text=高于区间")
    shot(desk, "coordinator-scheme")
    desk.click(".page-actions button.btn-primary")


def _acknowledged_and_changed(cast: Cast, event: Event, browse: Any, accessible: Any, shot: Any, desk: Any) -> None:
    sheet = FunctionSheet.objects.get(event=event)
    technician = browse("phone", user=cast.tom)
    technician.goto(f"/s/yard/conference/e/{event.ref}/sheet/")
    accessible(technician)
    technician.click("td button.btn-primary")
    technician.wait_for_selector("td:has-text('Tom')")
    shot(technician, "department-sheet")
    assert SheetIssue.objects.get(version__sheet=sheet, department="engineering").acknowledged_by == cast.tom
    desk.goto(f"/s/yard/conference/e/{event.ref}/sheet/edit/")
    accessible(desk)
    desk.fill("[name=diets]", "清真两位")
    shot(desk, "coordinator-sheet-edit")
    desk.click("form button.btn-primary >> text=保存并下达")
    desk.wait_for_selector("ins")
    shot(desk, "coordinator-sheet")
    desk.goto(f"/s/yard/conference/e/{event.ref}/team/")
    accessible(desk)
    shot(desk, "coordinator-team")


def test_in_english(cast_committed: Cast, browse: Any, accessible: Any, shot: Any) -> None:
    client = browse("desk", language="en-GB")
    client.goto("/p/enquiry/yard/?segment=government")
    accessible(client)
    shot(client, "client-application-en")
