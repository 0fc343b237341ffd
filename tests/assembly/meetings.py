"""Meetings with people in the hall, in session, with a motion."""

import secrets
from datetime import timedelta
from itertools import count
from typing import Any

from guanjia.assembly.actions.assembling import open_assembly, set_up
from guanjia.assembly.actions.motions import open_motion, put_motion
from guanjia.assembly.actions.voting import Voted, cast_vote
from guanjia.assembly.models import Assembly, Attendee, Motion
from guanjia.assembly.rules.states import Way
from guanjia.assembly.rules.tally import Majority, Quorum
from guanjia.conference.actions.arrange import arrange_blocks
from guanjia.conference.models import Block, Guest
from guanjia.conference.rules.guests import GuestRole
from tests.cast import Cast
from tests.factories.conference import NINE, make_event, make_sitting
from tests.factories.places import make_room

AT = NINE + timedelta(minutes=10)
NAMES = ("赵一", "钱二", "孙三", "李四", "周五", "吴六", "郑七")
_next = count(1)


def make_block(cast: Cast, **fields: Any) -> Block:
    """A meeting of two hours in a room of its own."""
    event = make_event(cast.site, starts_at=NINE, ends_at=NINE + timedelta(hours=2), **fields)
    make_sitting(event, make_room(cast.site, name=f"会议室{next(_next)}"), 0, 120)
    arrange_blocks(event=event, actor=cast.alice, at=NINE - timedelta(days=1))
    return Block.objects.select_related("site", "event__site", "room").get(event=event)


def invite(block: Block, *names: str, role: GuestRole = GuestRole.ATTEND, here: bool = True) -> list[Guest]:
    """People on the list, let in at the door unless `here` is false."""
    return [
        Guest.objects.create(
            site=block.site, event=block.event, name=name, role=role, state="confirmed", rank_no=number,
            admitted_at=NINE if here else None,
        )
        for number, name in enumerate(names, 1)
    ]  # fmt: skip


def in_session(cast: Cast, *names: str, **fields: Any) -> Assembly:
    """A meeting that has begun, with these people in the hall."""
    block = make_block(cast, **fields)
    invite(block, *(names or NAMES))
    return open_assembly(assembly=set_up(block=block, actor=cast.alice, at=NINE), actor=cast.alice, at=NINE)


def motion_of(assembly: Assembly, cast: Cast, *, opened: bool = True, **fields: Any) -> Motion:
    """A motion, open for votes by name with a simple majority unless said otherwise."""
    said: dict[str, Any] = {
        "title": "关于年度预算的议题", "text": "", "way": Way.OPEN, "weighted": False, "quorum": Quorum.HALF,
        "majority": Majority.SIMPLE, "options": (),
    }  # fmt: skip
    made = put_motion(assembly=assembly, actor=cast.alice, at=AT, **(said | fields))
    return open_motion(motion=made, actor=cast.alice, at=AT) if opened else made


def person(assembly: Assembly, name: str) -> Attendee:
    """The attendee of this name."""
    return Attendee.objects.select_related("assembly__site", "guest").get(assembly=assembly, guest__name=name)


def vote(assembly: Assembly, motion: Motion, name: str, option: str = "for", **more: Any) -> Voted:
    """This person votes, with a key of their own unless given."""
    said = {"key": secrets.token_urlsafe(16), "at": AT} | more
    return cast_vote(attendee=person(assembly, name), motion_id=motion.pk, option=option, **said)
