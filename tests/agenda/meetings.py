"""Meetings with an agenda."""

from datetime import datetime, timedelta
from typing import Any

from guanjia.agenda.actions.planning import confirm_agenda, make_agenda
from guanjia.agenda.models import Agenda, AgendaItem
from guanjia.agenda.rules.draft import ItemDraft
from guanjia.agenda.rules.states import Kind
from guanjia.conference.actions.arrange import arrange_blocks
from guanjia.conference.models import Block, Event
from guanjia.conference.rules.states import BlockState, EventState
from tests.cast import Cast
from tests.factories.conference import NINE, make_event, make_sitting
from tests.factories.places import make_room

BEFORE = NINE - timedelta(days=1)
DRAFTS = (
    ItemDraft("开场致辞", 10, Kind.OPENING),
    ItemDraft("工作报告", 30, speakers=("王局长",)),
    ItemDraft("经验交流", 30, speakers=("李主任", "赵经理"), shortest=20),
    ItemDraft("茶歇", 20, Kind.BREAK),
    ItemDraft("专家报告", 30, begins=90, fixed=True, speakers=("陈院士",)),
    ItemDraft("自由交流", 20, Kind.FREE, optional=True),
    ItemDraft("总结", 10, Kind.CLOSING),
)
"""09:00 to 11:30; the expert comes at 10:30."""


def at(minute: int) -> datetime:
    """So many minutes after nine."""
    return NINE + timedelta(minutes=minute)


def meeting(cast: Cast, minutes: int = 150, **fields: Any) -> Block:
    """A meeting in a room of its own from nine, arranged the day before."""
    event = make_event(cast.site, starts_at=NINE, ends_at=at(minutes), **fields)
    make_sitting(event, make_room(cast.site), 0, minutes)
    arrange_blocks(event=event, actor=cast.alice, at=BEFORE)
    return Block.objects.select_related("site", "event__site", "room").get(event=event)


def agenda_for(
    cast: Cast, block: Block | None = None, drafts: Any = DRAFTS, confirm: bool = True, **fields: Any
) -> Agenda:
    """An agenda, confirmed unless told."""
    agenda = make_agenda(block=block or meeting(cast), drafts=drafts, actor=cast.alice, at=BEFORE, **fields)
    return confirm_agenda(agenda=agenda, name="周秘书长", rev=None, actor=cast.alice, at=BEFORE) if confirm else agenda


def run(block: Block) -> Block:
    """The meeting begins at nine."""
    Event.objects.filter(pk=block.event_id).update(state=EventState.RUNNING)
    Block.objects.filter(pk=block.pk).update(state=BlockState.RUNNING, started_at=NINE)
    return Block.objects.select_related("site", "event__site", "room").get(pk=block.pk)


def item(agenda: Agenda, title: str) -> AgendaItem:
    """The item of this title, as it stands."""
    return AgendaItem.objects.select_related("agenda__site", "agenda__block").get(agenda=agenda, title=title)
