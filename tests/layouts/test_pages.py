"""Outline, layout, hand, choice, paper and twin, as the people of a site use them."""

import json
import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from guanjia.conference.actions.arrange import arrange_blocks
from guanjia.conference.actions.intake_links import make_link
from guanjia.conference.models import Block, ClientLink, Exchange, Intake
from guanjia.conference.rules.states import Secrecy
from guanjia.layouts.models import Layout, LayoutComment, RoomOutline
from guanjia.layouts.queries.layouts import shown_to_client
from guanjia.layouts.rules.plan import Place, Thing
from guanjia.layouts.views import building
from guanjia.places.public import Room, RoomStyle
from tests.cast import Cast
from tests.conference.intake.asks import drawn as prepared_scheme
from tests.factories.conference import NINE, make_event, make_sitting
from tests.factories.places import make_room
from tests.foundation.test_documents import text_of
from tests.layouts.models_of_buildings import BOX, NO_SPACES

OUTLINE = {
    "outline": "0 0\n12 0\n12 9\n0 9",
    "doors": "12 1.5 1.5\n12 7.5 1.5",
    "pillars": "6 4.5 0.5 0.5",
    "stage": "",
    "front": "top",
    "height": "3.5",
    "between_exits": "on",
    "rev": "0",
}


def url(name: str, *args: object) -> str:
    return reverse(f"layouts:{name}", args=["yard", *args])


@pytest.fixture
def room(cast: Cast) -> Room:
    cast.site.held_at = NINE - timedelta(days=1)
    cast.site.save()
    return make_room(cast.site, name="301")


@pytest.fixture
def alice(cast: Cast, client: Client, room: Room) -> Client:
    client.force_login(cast.alice)
    return client


def outlined(alice: Client, room: Room) -> RoomOutline:
    assert alice.post(url("outline", room.pk), OUTLINE).status_code == 302
    return RoomOutline.objects.get(room=room)


def drawn(alice: Client, room: Room, **fields: object) -> Layout:
    outlined(alice, room)
    asked = {"style": "theatre", "people": "20", "lectern": "on", "name": "二十人", **fields}
    assert alice.post(url("draw", room.pk), asked).status_code == 302
    return Layout.objects.latest("pk")


@pytest.mark.django_db
def test_an_outline_that_crosses_itself_is_refused_with_its_sides_and_kept(alice: Client, room: Room) -> None:
    answer = alice.post(url("outline", room.pk), OUTLINE | {"outline": "0 0\n12 9\n12 0\n0 9"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "第1条边与第3条边相交" in page and "0 0\n12 9" in page.replace("\r", "")
    answer = alice.post(url("outline", room.pk), OUTLINE | {"doors": "12 1.5"})
    assert answer.status_code == 422 and "第1行" in answer.content.decode()
    assert not RoomOutline.objects.exists()


@pytest.mark.django_db
def test_a_stale_outline_is_shown_beside_the_stored_one(alice: Client, room: Room) -> None:
    outline = outlined(alice, room)
    assert alice.post(url("outline", room.pk), OUTLINE | {"rev": "1", "height": "4"}).status_code == 302
    stale = alice.post(url("outline", room.pk), OUTLINE | {"rev": "1", "height": "5"})
    assert stale.status_code == 409
    outline.refresh_from_db()
    assert (outline.rev, outline.hall.height) == (2, 4.0)


@pytest.mark.django_db
def test_the_room_counts_its_styles_and_gives_one_to_the_register(alice: Client, room: Room) -> None:
    outlined(alice, room)
    assert alice.post(url("count", room.pk)).status_code == 302
    counted = RoomOutline.objects.get(room=room).most
    assert len(counted) == 14 and counted["theatre"] > counted["banquet"] > 0
    assert alice.post(url("capacity", room.pk, "theatre")).status_code == 302
    assert RoomStyle.objects.get(room=room, style="theatre").capacity == counted["theatre"]
    page = alice.get(url("room", room.pk)).content.decode()
    assert str(counted["theatre"]) in page
    shown = alice.get(url("room", room.pk), {"style": "u_shape", "lectern": "on"}).content.decode()
    assert shown.count("plan-seat") > 10 and "U 形" in shown
    many = alice.post(url("room", room.pk), {"style": "theatre", "people": "900"})
    assert many.status_code == 422 and "900" in many.content.decode()


@pytest.mark.django_db
def test_seats_are_moved_by_hand_and_a_broken_layout_is_not_saved(alice: Client, room: Room) -> None:
    layout = drawn(alice, room)
    page = alice.get(url("layout", layout.pk)).content.decode()
    assert page.count("data-seat=") == 20 and "二十人" in page
    first = max((seat for seat in layout.drawn.seats if seat.kind is Place.SEAT), key=lambda seat: (seat.y, seat.x))
    form = {"rev": "1", "name": "二十人", "edit": json.dumps({"moved": {first.id: [1.0, 8.0]}})}
    assert alice.post(url("save", layout.pk), form).status_code == 302
    layout.refresh_from_db()
    assert (layout.rev, layout.by_hand) == (2, True)
    moved = next(seat for seat in layout.drawn.seats if seat.id == first.id)
    assert (moved.x, moved.y) == (1.0, 8.0)
    before_the_door = {"rev": "2", "name": "x", "edit": json.dumps({"moved": {first.id: [11.5, 1.5]}})}
    refused = alice.post(url("save", layout.pk), before_the_door)
    assert refused.status_code == 422
    assert "plan-wrong" in refused.content.decode() and "11.5" in refused.content.decode()
    by_form = alice.post(url("save", layout.pk), {"rev": "2", "name": "", "seat": first.id, "remove": "on"})
    assert by_form.status_code == 302
    layout.refresh_from_db()
    assert layout.count == 19 and layout.name == "二十人"
    for edit in ("[1]", '{"moved": {"zz": [1, 1]}}', '{"moved": {"1-1": [99, 1]}}', '{"added": [["a", 1]]}', "{"):
        assert alice.post(url("save", layout.pk), {"rev": "3", "edit": edit}).status_code == 422


@pytest.mark.django_db
def test_two_people_at_one_layout_lose_nothing(alice: Client, room: Room) -> None:
    layout = drawn(alice, room)
    first = layout.drawn.seats[0].id
    alice.post(url("save", layout.pk), {"rev": "1", "name": "their name"})
    stale = alice.post(url("save", layout.pk), {"rev": "1", "name": "mine", "edit": json.dumps({"removed": [first]})})
    assert stale.status_code == 409
    page = stale.content.decode()
    assert page.count("<polygon") == 2 and first in page and 'value="mine"' in page
    layout.refresh_from_db()
    assert layout.name == "their name" and layout.count == 20


@pytest.mark.django_db
def test_a_chosen_layout_sets_the_meeting_and_is_compared_with_another(cast: Cast, alice: Client, room: Room) -> None:
    outlined(alice, room)
    event = make_event(cast.site, title="年度会议", expected_count=16)
    make_sitting(event, room, length=90)
    arrange_blocks(event=event, actor=cast.alice, at=NINE - timedelta(days=2))
    block = Block.objects.get(event=event)
    assert alice.get(url("block", block.pk)).url == url("event", event.pk)
    made = []
    for style in ("theatre", "classroom"):
        asked = {"place": f"{room.pk}-", "style": style, "people": "16", "lectern": "on", "name": style}
        assert alice.post(url("event", event.pk), asked).status_code == 302
        made.append(Layout.objects.latest("pk"))
    beside = alice.get(url("beside"), {"one": made[0].pk, "two": made[1].pk}).content.decode()
    assert beside.count("<polygon") == 2
    assert alice.get(url("beside"), {"one": made[0].pk, "two": "x"}).status_code == 404
    assert alice.post(url("act", made[1].pk, "choose")).status_code == 302
    block.refresh_from_db()
    assert (block.style, block.changed_at) == ("classroom", cast.site.held_at)
    assert alice.get(url("block", block.pk)).url == url("layout", made[1].pk)
    assert "年度会议" in alice.get(url("rooms")).content.decode()
    alice.post(url("act", made[0].pk, "choose"))
    assert list(Layout.objects.filter(event=event, chosen=True)) == [made[0]]
    alice.post(url("act", made[0].pk, "drop"))
    alice.post(url("act", made[1].pk, "drop"))
    assert list(Layout.objects.filter(event=event)) == [made[0]]
    paper = alice.get(url("paper", made[0].pk))
    assert paper["Content-Type"] == "application/pdf" and paper.content.startswith(b"%PDF")
    walk = alice.get(url("walk", made[0].pk)).content.decode()
    assert '"seats": [[' in walk and "data-walk" in walk


@pytest.mark.django_db
def test_the_crews_paper_lists_every_piece_of_the_drawing_with_its_number(
    alice: Client, room: Room, tmp_path: Path
) -> None:
    layout = drawn(alice, room, style="classroom")
    text = text_of(alice.get(url("paper", layout.pk)).content, tmp_path)
    plan = layout.drawn
    chairs = sum(seat.kind is not Place.WHEELCHAIR for seat in plan.seats)
    tables = sum(item.kind is Thing.DESK for item in plan.items)
    assert 0 < chairs < plan.count and tables > 5
    assert re.findall(r"椅子 +– +(\d+)", text) == [str(chairs)]
    assert sum(map(int, re.findall(r"条桌 .* m +(\d+)", text))) == tables
    assert re.findall(r"讲台 .* m +(\d+)", text) == ["1"]


@pytest.mark.django_db
def test_nothing_is_drawn_for_a_controlled_meeting(cast: Cast, alice: Client, room: Room) -> None:
    outlined(alice, room)
    event = make_event(cast.site, secrecy=Secrecy.CONTROLLED)
    make_sitting(event, room)
    arrange_blocks(event=event, actor=cast.alice, at=NINE - timedelta(days=2))
    asked = {"place": f"{room.pk}-", "style": "theatre", "people": "16"}
    assert alice.post(url("event", event.pk), asked).status_code == 422
    assert not Layout.objects.filter(event=event).exists()


@pytest.mark.django_db
def test_the_client_looks_and_comments_by_the_link(cast: Cast, alice: Client, room: Room, client: Client) -> None:
    layout = drawn(alice, room)
    event = make_event(cast.site)
    Intake.objects.create(site=cast.site, event=event, channel="telephone", segment="enterprise")
    Layout.objects.filter(pk=layout.pk).update(event=event)
    link, token = make_link(event=event, kind=ClientLink.Kind.NEEDS, actor=cast.alice, at=cast.site.held_at)
    outside = Client()
    assert "/p/layout/" in outside.get(f"/p/a/{token}/").content.decode()
    page = outside.get(f"/p/layout/{token}/")
    assert page.status_code == 200 and page["Referrer-Policy"] == "same-origin"
    said = {"name": "王女士", "text": "讲台往左一米", "x": "3.2", "y": "1.1"}
    assert outside.post(f"/p/layout/{token}/{layout.pk}/", said).status_code == 302
    comment = LayoutComment.objects.get(layout=layout)
    assert (comment.author_id, comment.x) == (None, 3.2)
    assert "讲台往左一米" in Exchange.objects.get(event=event).summary
    assert outside.post(f"/p/layout/{token}/{layout.pk}/", {"name": "", "text": ""}).status_code == 422
    marked = outside.post(f"/p/layout/{token}/{layout.pk}/", {"name": "王女士", "text": "机密 ★"})
    assert marked.status_code == 422 and LayoutComment.objects.count() == 1
    assert outside.get(f"/p/layout/{token}/{layout.pk}/walk/").status_code == 200
    other = Layout.objects.create(
        **{f.attname: getattr(layout, f.attname) for f in Layout._meta.fields if f.name not in ("id", "event")}
    )
    for forged in (f"/p/layout/{token}/{other.pk}/", f"/p/layout/{token}/{other.pk}/walk/", "/p/layout/forged/"):
        assert outside.get(forged).status_code == 404
    assert alice.post(url("settle", layout.pk, comment.pk)).status_code == 302
    comment.refresh_from_db()
    assert comment.settled_by == cast.alice
    ClientLink.objects.filter(pk=link.pk).update(withdrawn_at=NINE)
    assert outside.get(f"/p/layout/{token}/").status_code == 410


@pytest.mark.django_db
def test_the_link_of_a_scheme_shows_the_layouts_of_its_own_room(cast: Cast, alice: Client, room: Room) -> None:
    outlined(alice, room)
    aside = make_room(cast.site, name="302")
    outlined(alice, aside)
    scheme = prepared_scheme(cast, room)
    made = {}
    for where in (aside, room):
        asked = {"style": "theatre", "people": "20", "lectern": "on", "name": where.name}
        assert alice.post(url("draw", where.pk), asked).status_code == 302
        made[where.name] = Layout.objects.latest("pk")
    Layout.objects.update(event=scheme.event)
    link, token = make_link(
        event=scheme.event, kind=ClientLink.Kind.SCHEME, target_id=scheme.pk, actor=cast.alice, at=cast.site.held_at
    )
    assert [each.room for each in shown_to_client(link)] == [room]
    outside, own, other = Client(), made["301"], made["302"]
    page = outside.get(f"/p/layout/{token}/")
    assert page.status_code == 200 and page.context["layout"] == own and page.context["layouts"] == [own]
    said = {"name": "王女士", "text": "讲台往左一米"}
    assert outside.post(f"/p/layout/{token}/{own.pk}/", said).status_code == 302
    assert outside.post(f"/p/layout/{token}/{other.pk}/", said).status_code == 404
    assert outside.get(f"/p/layout/{token}/{other.pk}/walk/").status_code == 404
    assert [comment.layout for comment in LayoutComment.objects.all()] == [own]


@pytest.mark.django_db
def test_a_building_model_fills_the_outline(alice: Client, room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    read = alice.post(url("model", room.pk), {"file": SimpleUploadedFile("house.ifc", BOX.encode())})
    page = read.content.decode()
    assert read.status_code == 200 and "Hall 1" in page and "48" in page
    prefilled = alice.post(
        url("outline", room.pk), {**OUTLINE, "prefill": "1", "source_name": "house.ifc · L1 · Hall 1"}
    )
    assert prefilled.status_code == 200 and not RoomOutline.objects.exists()
    alice.post(url("outline", room.pk), OUTLINE | {"source_name": "house.ifc · L1 · Hall 1"})
    assert RoomOutline.objects.get(room=room).source == "ifc"
    empty = alice.post(url("model", room.pk), {"file": SimpleUploadedFile("empty.ifc", NO_SPACES.encode())})
    assert empty.status_code == 422 and "IfcSpace" in empty.content.decode()
    monkeypatch.setattr(building, "LARGEST_BYTES", 2**20)
    large = alice.post(url("model", room.pk), {"file": SimpleUploadedFile("large.ifc", bytes(3 * 2**19))})
    assert large.status_code == 422 and "文件有 2 MB，最多读取 1 MB" in large.content.decode()
    wrong = alice.post(url("model", room.pk), {"file": SimpleUploadedFile("x.ifc", b"<html></html>")})
    assert wrong.status_code == 422 and "ISO-10303-21" in wrong.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(("who", "reads", "writes"), [("bob", 200, 403), ("audrey", 200, 403), ("charlie", 404, 404)])
def test_who_may(cast: Cast, alice: Client, room: Room, who: str, reads: int, writes: int) -> None:
    layout = drawn(alice, room)
    client = Client()
    client.force_login(cast.users[who])
    for page in (url("room", room.pk), url("layout", layout.pk), url("rooms")):
        assert client.get(page).status_code == reads
    assert client.post(url("save", layout.pk), {"rev": "1", "name": "x"}).status_code == writes
    assert client.post(url("act", layout.pk, "choose")).status_code == writes
    assert client.post(url("outline", room.pk), OUTLINE).status_code == writes
    layout.refresh_from_db()
    assert (layout.rev, layout.chosen) == (1, False)


@pytest.mark.django_db
def test_nobody_looks_without_logging_in(alice: Client, room: Room) -> None:
    layout = drawn(alice, room)
    assert Client().get(url("layout", layout.pk)).status_code == 302
