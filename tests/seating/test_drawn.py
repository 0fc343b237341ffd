"""The seats of a layout drawn for the event become those of its floor plan."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from guanjia.conference.actions.arrange import arrange_blocks
from guanjia.conference.models import Event, Guest
from guanjia.conference.public import Draft, add_guests
from guanjia.layouts.actions.drawing import change_layout, draw_layout, drop_layout
from guanjia.layouts.actions.outlines import save_outline
from guanjia.layouts.models import Layout
from guanjia.layouts.rules.plan import Place
from guanjia.layouts.rules.room import Wish
from guanjia.seating.actions.computing import ask_for_floor, compute
from guanjia.seating.models import SeatPlan
from guanjia.seating.rules.floor import seats_of
from tests.cast import Cast
from tests.factories.conference import NINE, make_event, make_sitting
from tests.factories.places import make_room
from tests.layouts.halls import MEETING

AT = NINE - timedelta(days=1)


def laid_out(cast: Cast, *wheels: int) -> tuple[Event, Layout]:
    """An event of twelve in three delegations, these of them in a wheelchair, in a room laid out for sixteen."""
    event = make_event(cast.site, starts_at=NINE, ends_at=NINE + timedelta(hours=2))
    drafts = [
        Draft(f"代表{n // 4}{n % 4}", delegation=f"代表团{n // 4}", needs="轮椅" if n in wheels else "")
        for n in range(12)
    ]
    add_guests(event=event, drafts=drafts, actor=cast.alice, at=AT)
    outline = save_outline(room=make_room(cast.site, name="301"), hall=MEETING, rev=0, actor=cast.alice, at=AT)
    wish = Wish(people=16, lectern=False)
    layout = draw_layout(
        outline=outline, style="theatre", wish=wish, name="剧院式", event=event, actor=cast.alice, at=AT
    )
    return event, layout


@pytest.mark.django_db
def test_the_seats_of_a_drawn_layout_are_given_to_guests_and_follow_it(cast: Cast, client: Client) -> None:
    event, layout = laid_out(cast, 5)
    client.force_login(cast.alice)
    page = client.get(reverse("layouts:layout", args=["yard", layout.pk])).content.decode()
    new = reverse("seating:new", args=["yard", event.ref, "floor"])
    assert f"{new}?layout={layout.pk}" in page
    form = client.get(new, {"layout": layout.pk}).content.decode()
    assert f'value="{layout.pk}" selected' in form and "剧院式" in form
    parts = {f"part-{guest.pk}": "seat" for guest in Guest.objects.filter(event=event)}
    assert client.post(new, {"layout": "999999", **parts}).status_code == 422
    assert client.post(new, {"layout": str(layout.pk), **parts}).status_code == 302
    plan = SeatPlan.objects.get(event=event)
    assert {seat.label for seat in seats_of(plan.options)} == {seat.id for seat in layout.drawn.audience}
    assert compute(ask_for_floor(plan=plan, seconds=1, actor=cast.alice, at=AT).pk, workers=1)
    places = {seat.id for seat in layout.drawn.seats if seat.kind is Place.WHEELCHAIR}
    assert plan.seated.get(guest__name="代表11").key in places
    seated = dict(plan.seated.values_list("guest_id", "key"))
    gone = max(
        (seat for seat in layout.drawn.seats if seat.id in seated.values()), key=lambda seat: (seat.y, seat.x)
    ).id
    change_layout(layout_id=layout.pk, rev=1, edit={"removed": [gone]}, name="", actor=cast.alice, at=AT)
    address = reverse("seating:plan", args=["yard", plan.pk])
    page = client.get(address).content.decode()
    assert "剧院式" in page and "布置图后来有改动" in page
    plan.refresh_from_db()
    asked = {"rev": plan.rev, "layout": str(layout.pk)}
    assert client.post(reverse("seating:act", args=["yard", plan.pk, "options"]), asked).status_code == 302
    kept = dict(plan.seated.values_list("guest_id", "key"))
    assert [who for who in seated if kept[who] != seated[who]] == [who for who in seated if seated[who] == gone]
    assert "布置图后来有改动" not in client.get(address).content.decode()
    drop_layout(layout_id=layout.pk, actor=cast.alice, at=AT)
    assert "布置图后来已删" in client.get(address).content.decode()


@pytest.mark.django_db
def test_a_layout_is_drawn_with_the_places_that_guests_need(cast: Cast, client: Client) -> None:
    event, layout = laid_out(cast, 0, 1, 2, 5)
    client.force_login(cast.alice)
    make_sitting(event, layout.room)
    arrange_blocks(event=event, actor=cast.alice, at=AT)
    url = reverse("layouts:event", args=["yard", event.pk])
    page = client.get(url).content.decode()
    assert "4 位来宾需要轮椅席位" in page
    assert "少于来宾所需" in page
    assert "来宾告知需要的轮椅席位" in client.get(reverse("layouts:layout", args=["yard", layout.pk])).content.decode()
    asked = {"place": f"{layout.room_id}-", "style": "theatre", "people": "16", "name": "二"}
    assert client.post(url, asked).status_code == 302
    drawn = Layout.objects.latest("pk").drawn
    assert sum(seat.kind is Place.WHEELCHAIR for seat in drawn.seats) == 4
