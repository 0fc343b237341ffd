"""Meetings with papers."""

from datetime import timedelta
from typing import Any

from guanjia.conference.models import Block, Event, Guest
from guanjia.conference.rules.guests import GuestState
from guanjia.materials.actions.listing import add_paper, confirm_list, open_list
from guanjia.materials.actions.printing import print_paper
from guanjia.materials.models import Copy, Paper
from tests.cast import Cast
from tests.factories.conference import NINE, make_event
from tests.factories.places import make_room

AT = NINE - timedelta(days=5)
NAMES = ("赵一", "钱二", "孙三", "李四", "周五")


def meeting(cast: Cast, *names: str, **fields: Any) -> Event:
    """An internal meeting with these guests on its list, in the order given."""
    event = make_event(
        cast.site, **({"secrecy": "internal", "starts_at": NINE, "ends_at": NINE + timedelta(hours=2)} | fields)
    )
    for rank, name in enumerate(names or NAMES, 1):
        Guest.objects.create(
            site=cast.site,
            event=event,
            name=name,
            pinyin=name,
            rank_no=rank,
            state=GuestState.CONFIRMED,
            seat=f"1排{rank}号",
        )
    return event


def guest(event: Event, name: str) -> Guest:
    """The guest of this name."""
    return Guest.objects.select_related("event__site", "site").get(event=event, name=name)


def listed(cast: Cast, event: Event, title: str = "工作方案", **values: Any) -> Paper:
    """A paper on the event's list; internal and printed unless said otherwise."""
    given = {"title": title, "kind": "background", "form": "printed", "internal": True, "keeper": cast.lin}
    return add_paper(event=event, values=given | values, reason="补充", actor=cast.alice, at=AT)


def confirmed(cast: Cast, event: Event) -> None:
    """The list is confirmed, before anything is printed."""
    confirm_list(listed=open_list(event=event, actor=cast.alice, at=AT), actor=cast.alice, at=AT)


def printed(cast: Cast, event: Event, count: int = 6, **values: Any) -> Paper:
    """A paper of which so many copies were made."""
    paper = listed(cast, event, **values)
    confirmed(cast, event)
    return print_paper(paper=paper, count=count, reason="", actor=cast.alice, at=AT)


def copy(paper: Paper, serial: int) -> Copy:
    """The numbered copy, as it is in the database now."""
    rows = Copy.objects.select_related(
        "paper__site", "paper__event", "paper__block__room", "site", "holder", "meant_for"
    )
    return rows.get(paper=paper, serial=serial)


def with_room(cast: Cast, event: Event) -> Block:
    """The event's meeting in a room."""
    room = make_room(cast.site)
    return Block.objects.create(
        site=cast.site, event=event, room=room, starts_at=NINE, ends_at=NINE + timedelta(hours=2)
    )
