"""The meeting follows the living agenda: what is on, who speaks, actual times; a tablet held for the item before is signed out."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from guanjia.agenda.public import ItemDraft, finish_item, items_of, make_agenda, start_item
from guanjia.assembly.actions.tablets import make_tablet
from guanjia.assembly.models import Assembly
from guanjia.assembly.queries.agenda import current_key
from guanjia.assembly.queries.agenda import items_of as shown
from guanjia.assembly.queries.minutes import draft_of
from guanjia.assembly.queries.rooms import room_path, tablet_token
from guanjia.conference.public import Block, code_of
from guanjia.foundation.events.public import relay
from guanjia.foundation.live.public import version
from guanjia.foundation.sites.models import Site
from guanjia.kernel import clock
from tests.assembly.meetings import AT, in_session, person
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def test_an_item_that_ends_signs_the_tablet_out_and_moves_the_pages(client: Client, cast: Cast) -> None:
    Site.objects.update(held_at=AT)
    assembly = in_session(cast, "赵一", "钱二")
    Block.objects.filter(pk=assembly.block_id).update(state="running", started_at=AT)
    block = Block.objects.select_related("site", "event__site", "room").get(pk=assembly.block_id)
    drafts = [ItemDraft(title="预算说明", minutes=20, speakers=("钱二",)), ItemDraft(title="讨论", minutes=30)]
    agenda = make_agenda(block=block, drafts=drafts, actor=cast.alice, at=AT)
    first = items_of(agenda)[0]
    start_item(item=first, actor=cast.alice, at=AT)
    tablet = make_tablet(assembly=assembly, name="1", actor=cast.alice, at=AT)
    door = reverse("assembly_tablet", args=[tablet_token(tablet)])
    room = client.post(door, {"code": code_of(person(assembly, "赵一").guest, assembly.event)})["Location"]
    assert client.get(room).status_code == 200 and current_key(assembly, AT) == f"a{first.pk}"
    topic = f"assembly:{assembly.channel}"
    before = version(topic)
    later = AT + timedelta(minutes=2)
    finish_item(item=items_of(agenda)[0], actor=cast.alice, at=later)
    relay(now=clock.now())
    assert version(topic) > before
    assert client.get(room).status_code == 302, "the item is over: whoever sits there now is somebody else"
    row = Assembly.objects.select_related("site", "block__room", "event").get(pk=assembly.pk)
    assert [item.state for item in shown(row, later)] == ["done", "planned"] and shown(row, later)[0].ends_at == later
    assert shown(row, later)[0].speakers == "钱二"
    assert "预算说明" in client.get(room_path(person(assembly, "钱二"))).content.decode()
    assert "预算说明" in draft_of(row, "zh-hans", later)
