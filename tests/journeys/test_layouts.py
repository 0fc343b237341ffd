"""A co-ordinator has a room drawn in two styles, moves a seat, compares and prints; the client looks at it by the link and says
what should be different."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from guanjia.conference.actions.intake_links import make_link
from guanjia.conference.models import ClientLink, Event, Intake
from guanjia.layouts.actions.drawing import draw_layout
from guanjia.layouts.actions.outlines import save_outline
from guanjia.layouts.models import Layout, LayoutComment
from guanjia.layouts.rules.room import Wish
from tests.cast import Cast, make_cast
from tests.factories.conference import NINE, make_meeting
from tests.factories.places import make_room
from tests.harness.browser import Browse
from tests.layouts.halls import MEETING

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
BEFORE = NINE - timedelta(days=2)


@pytest.fixture
def people(browse: Browse) -> Cast:
    """The cast, two days before the meeting."""
    return make_cast(BEFORE)


@pytest.fixture
def event(people: Cast) -> Event:
    """A meeting of twenty in a room that is measured; a classroom is drawn for it already."""
    room = make_room(people.site, name="东厅")
    made = make_meeting(room, actor=people.alice, at=BEFORE)
    outline = save_outline(room=room, hall=MEETING, rev=0, actor=people.alice, at=BEFORE)
    draw_layout(
        outline=outline, style="classroom", wish=Wish(people=16), name="课桌", actor=people.alice, at=BEFORE, event=made
    )
    Intake.objects.create(site=people.site, event=made, channel="telephone", segment="enterprise")
    return made


def test_from_the_drawn_room_to_what_the_client_says(
    browse: Browse, people: Cast, event: Event, shot: Callable[..., Path], accessible: Callable[[Page], None]
) -> None:
    page = browse("desk", user=people.alice)
    page.goto(f"/s/yard/layouts/events/{event.pk}/")
    page.select_option("[name=style]", "theatre")
    page.fill("[name=people]", "20")
    page.fill("[name=name]", "剧院二十人")
    page.locator("form:has([name=style]) button.btn-primary").click()
    expect(page.locator("h1")).to_have_text("剧院二十人")
    accessible(page)
    seat = page.locator("use.plan-seat:not(.plan-wheelchair):not(.plan-rostrum)").last
    box = seat.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2 + 30, steps=3)
    page.mouse.up()
    expect(page.locator("[data-plan-changes]")).not_to_be_empty()
    page.locator("form[data-plan-edit] button.btn-primary").click()
    expect(page.get_by_text("手工调整过").first).to_be_visible()
    drawn = Layout.objects.get(name="剧院二十人")
    assert (drawn.rev, drawn.by_hand, drawn.count) == (2, True, 20)
    shot(page, "layout-moved")
    paper = page.request.get(page.get_by_role("link", name="PDF").get_attribute("href") or "")
    assert paper.ok and paper.body()[:4] == b"%PDF"
    _compared(page, event, accessible)
    _told_by_the_client(browse, people, event, drawn, accessible, shot)
    page.goto(f"/s/yard/layouts/{drawn.pk}/")
    expect(page.locator("#comments")).to_contain_text("讲台往左一米")
    expect(page.locator(".plan-spot")).to_have_count(1)


def _compared(page: Page, event: Event, accessible: Callable[[Page], None]) -> None:
    page.goto(f"/s/yard/layouts/events/{event.pk}/")
    page.locator("form[action$='/beside/'] button").click()
    expect(page.locator(".plan-beside svg.plan")).to_have_count(2)
    accessible(page)


def _told_by_the_client(
    browse: Browse, people: Cast, event: Event, drawn: Layout, accessible: Callable[[Page], None], shot: Callable[..., Path]
) -> None:  # fmt: skip
    _link, token = make_link(event=event, kind=ClientLink.Kind.NEEDS, actor=people.alice, at=BEFORE)
    phone = browse("phone")
    phone.goto(f"/p/a/{token}/")
    phone.locator("a[href*='/p/layout/']").first.click()
    phone.get_by_role("link", name="剧院二十人").click()
    accessible(phone)
    shot(phone, "layout-twin-phone")
    phone.locator("svg.plan").click(position={"x": 120, "y": 60})
    phone.fill("[name=name]", "王女士")
    phone.fill("[name=text]", "讲台往左一米")
    phone.locator("form[data-plan-comment] button.btn-primary").click()
    expect(phone.locator(".plan-comments")).to_contain_text("讲台往左一米")
    comment = LayoutComment.objects.get(layout=drawn)
    assert comment.author is None and comment.x is not None and comment.y is not None
    phone.locator("a[href$='/walk/']").click()
    expect(phone.locator("[data-walk-view] canvas, [data-walk].flat")).not_to_have_count(0)
    expect(phone.locator("svg.plan")).to_be_visible()
    expect(phone.locator("[data-walk-vr]")).to_be_hidden()
