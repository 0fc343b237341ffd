"""The co-ordinator takes an enquiry to its function sheet and changes it; a telephone meeting stands within 20 seconds."""

import time
from datetime import timedelta
from typing import Any

import pytest

from guanjia.conference.actions.approval import accept_scheme
from guanjia.conference.actions.intake import receive_wish
from guanjia.conference.actions.intake_links import confirm_needs
from guanjia.conference.models import BudgetLine, Event, Scheme, SheetVersion
from guanjia.conference.queries.spending import cost_lines
from guanjia.foundation.sites.public import site_now
from guanjia.places.public import Style
from tests.cast import Cast
from tests.conference.intake.asks import wish
from tests.factories.places import make_room

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
SEATS = {Style.U_SHAPE: 30, Style.THEATRE: 40}
ENTERED_IN = 20
"""Seconds for a meeting called by telephone (FIELD 12)."""


def enquired(cast: Cast) -> Event:
    now = site_now(cast.site)
    start = now.replace(hour=1, minute=0, second=0, microsecond=0) + timedelta(days=20)
    asked = wish(title="春季经营分析会", applicant="莲花公司", starts_at=start, ends_at=start + timedelta(hours=3))
    return receive_wish(site=cast.site, wish=asked, actor=None, at=now)


def test_from_the_enquiry_to_the_changed_sheet(cast_committed: Cast, browse: Any, accessible: Any, shot: Any) -> None:
    cast = cast_committed
    room = make_room(cast.site, name="一号会议室", styles=SEATS, access_score=4, equipment={"projector": 1})
    make_room(cast.site, name="二号会议室", styles=SEATS)
    event = enquired(cast)
    desk = browse("desk", user=cast.alice)
    desk.goto(f"/s/yard/conference/e/{event.ref}/needs/")
    accessible(desk)
    shot(desk, "coordinator-needs-change")
    desk.fill("form [name=headcount]", "24")
    desk.fill("form [name=reason]", "客户来电")
    desk.click("form.card button.btn-primary")
    desk.wait_for_selector("ins:has-text('24')")
    accessible(desk)
    desk.click(".page-actions button.btn-primary")
    desk.wait_for_selector("input[readonly]")
    shot(desk, "coordinator-needs")
    confirm_needs(event=event, name="王芳", actor=cast.alice, at=site_now(cast.site))

    desk.goto(f"/s/yard/conference/e/{event.ref}/scheme/")
    accessible(desk)
    desk.click(f"a[href*='room={room.pk}&']")
    desk.click("#plan button.btn-primary")
    desk.wait_for_selector("text=已为本会务预留")
    _budget(desk)
    shot(desk, "coordinator-scheme")
    desk.click(".page-actions button.btn-primary")
    desk.wait_for_selector("input[readonly]")
    accept_scheme(scheme=Scheme.objects.select_related("event__site", "room").get(), actor=cast.alice,
                  at=site_now(cast.site), reason="签字件")  # fmt: skip

    desk.goto(f"/s/yard/conference/e/{event.ref}/sheet/edit/")
    accessible(desk)
    desk.fill("[name=diets]", "清真两位")
    shot(desk, "coordinator-sheet-edit")
    desk.click("form button.btn-primary >> text=保存并下达")
    desk.wait_for_selector("ins")
    accessible(desk)
    shot(desk, "coordinator-sheet")
    assert SheetVersion.objects.filter(sheet__event=event).count() == 2
    _bills(event, desk, accessible, shot)
    desk.goto(f"/s/yard/conference/e/{event.ref}/team/")
    accessible(desk)
    shot(desk, "coordinator-team")


def _budget(desk: Any) -> None:
    rows = (("venue", "场租", "3500"), ("equipment", "大屏", "2000"), ("people", "引导员", "2500"))
    for number, (cost, what, price) in enumerate(rows):
        desk.select_option(f"[name=line-{number}-cost_class]", cost)
        desk.fill(f"[name=line-{number}-name]", what)
        desk.fill(f"[name=line-{number}-price]", price)
    desk.click("form[action$='/budget/'] button.btn-primary")
    desk.wait_for_selector("text=高于区间")


def _bills(event: Event, desk: Any, accessible: Any, shot: Any) -> None:
    event.refresh_from_db()
    line: BudgetLine = cost_lines(event)[0]
    desk.goto(f"/s/yard/conference/e/{event.ref}/cost/")
    accessible(desk)
    desk.fill(f"[name=spent_{line.pk}]", "3600")
    desk.fill(f"[name=voucher_{line.pk}]", "FP-0007")
    desk.click("form.card button.btn-primary")
    desk.wait_for_selector("text=超预算")
    shot(desk, "coordinator-cost")


def test_a_meeting_by_telephone_stands_within_twenty_seconds(
    cast_committed: Cast, browse: Any, accessible: Any
) -> None:
    cast = cast_committed
    room = make_room(cast.site, name="一号会议室")
    now = site_now(cast.site) + timedelta(days=1)
    desk = browse("desk", user=cast.alice)
    desk.goto("/s/yard/conference/call/")
    accessible(desk)
    begun = time.monotonic()
    desk.fill("[name=title]", "防汛调度会")
    desk.select_option("form [name=room]", str(room.pk))
    typed = {"on": now.date().isoformat(), "start": "10:00", "end": "11:00", "headcount": "15"}
    for name, value in typed.items():
        desk.fill(f"form [name={name}]", value)
    desk.click("form.card button.btn-primary")
    desk.wait_for_url("**/conference/e/HY-*/")
    assert time.monotonic() - begun < ENTERED_IN
    assert Event.objects.get().blocks.get().placed
