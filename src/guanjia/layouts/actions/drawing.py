"""Layouts are drawn, changed by hand, chosen and dropped."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from guanjia.conference.public import Block, Event, Secrecy, set_block_style
from guanjia.foundation.journal.public import record
from guanjia.foundation.live.public import touch
from guanjia.foundation.secrecy.public import refuse_marked
from guanjia.layouts.models import Layout, RoomOutline
from guanjia.layouts.rules.design import Design, design
from guanjia.layouts.rules.editing import BadEdit, edited
from guanjia.layouts.rules.fire import broken, judge
from guanjia.layouts.rules.plan import to_plain
from guanjia.layouts.rules.refusals import LayoutRefused, StaleLayout
from guanjia.layouts.rules.room import Unfit, Wish
from guanjia.places.public import Room, Style, set_capacity

LAYOUT = "layouts.layout"


def drafted(outline: RoomOutline, style: str, wish: Wish) -> Design:
    """The best layout of that style in the room. Raises LayoutRefused, which says the most that fits."""
    try:
        return design(outline.hall, style, wish)
    except Unfit as unfit:
        raise LayoutRefused("people", _(unfit.message) % unfit.values) from unfit


@transaction.atomic
def draw_layout(
    *,
    outline: RoomOutline,
    style: str,
    wish: Wish,
    name: str,
    actor: Any,
    at: datetime,
    event: Event | None = None,
    block: Block | None = None,
) -> Layout:
    """Draw and store a layout: a template of the room, or one for an event or one of its meetings.

    Raises LayoutRefused when the style or the number of people does not fit, SecretRefused for a marked name.
    """
    refuse_marked({"name": name}, site=outline.site)
    if event is not None and event.secrecy == Secrecy.CONTROLLED:
        raise LayoutRefused("", _("Nothing but room and time is kept of a controlled meeting: no layout is stored."))
    made = drafted(outline, style, wish)
    layout = Layout.objects.create(
        site=outline.site,
        room_id=outline.room_id,
        event=event,
        block=block,
        name=name.strip()[:80] or _(Style(style).label),
        style=style,
        wish=asdict(wish),
        hall=outline.data,
        plan=to_plain(made.plan),
        count=made.plan.count,
        made_at=at,
        saved_at=at,
        saved_by=actor,
    )
    _note(layout, "draw", actor, at, style=style, seats=layout.count)
    return layout


@transaction.atomic
def change_layout(*, layout_id: int, rev: int, edit: Mapping[str, Any], name: str, actor: Any, at: datetime) -> Layout:
    """Save what was moved by hand. A layout that breaks a must-limit is not saved.

    Raises StaleLayout when somebody saved since `rev`, LayoutRefused with the codes of what is broken, SecretRefused.
    """
    layout = Layout.objects.select_for_update(of=("self",)).select_related("site").get(pk=layout_id)
    if layout.rev != rev:
        raise StaleLayout
    refuse_marked({"name": name}, site=layout.site)
    hall = layout.room_hall
    try:
        plan = edited(hall, layout.drawn, edit)
    except BadEdit as bad:
        raise LayoutRefused("edit", _(bad.message) % bad.values) from bad
    wrong = broken(judge(hall, plan))
    if wrong:
        said = _("It is not saved: the layout would break what is marked below.")
        raise LayoutRefused("edit", said, tuple(each.code for each in wrong))
    layout.plan, layout.count, layout.by_hand = to_plain(plan), plan.count, True
    layout.name = name.strip()[:80] or layout.name
    layout.rev, layout.saved_at, layout.saved_by = rev + 1, at, actor
    layout.save(update_fields=["plan", "count", "by_hand", "name", "rev", "saved_at", "saved_by"])
    _note(layout, "change", actor, at, seats=layout.count, rev=layout.rev)
    _tell_meeting(layout, actor, at)
    return layout


@transaction.atomic
def choose_layout(*, layout_id: int, actor: Any, at: datetime) -> Layout:
    """This is the layout that the crew sets up. The meeting takes its style, so what was checked before is owed again
    and the function sheet says it (CONF-034). A second call changes nothing.

    Raises LayoutRefused when the meeting has begun.
    """
    layout = Layout.objects.select_for_update(of=("self",)).select_related("site").get(pk=layout_id)
    if layout.chosen:
        return layout
    rivals = Layout.objects.filter(
        room_id=layout.room_id, event_id=layout.event_id, block_id=layout.block_id, chosen=True
    )
    if layout.event_id is None:
        rivals = rivals.filter(style=layout.style)
    rivals.update(chosen=False)
    layout.chosen = True
    layout.save(update_fields=["chosen"])
    _note(layout, "choose", actor, at, style=layout.style, seats=layout.count)
    _tell_meeting(layout, actor, at)
    return layout


@transaction.atomic
def drop_layout(*, layout_id: int, actor: Any, at: datetime) -> None:
    """Take a layout away that nobody sets up. Raises LayoutRefused for a chosen one."""
    layout = Layout.objects.select_for_update(of=("self",)).select_related("site").get(pk=layout_id)
    if layout.chosen:
        raise LayoutRefused("", _("This layout is the chosen one: choose another first."))
    _note(layout, "drop", actor, at, style=layout.style)
    layout.delete()


@transaction.atomic
def take_capacity(*, outline: RoomOutline, style: str, actor: Any, at: datetime) -> int:
    """Write the largest count that keeps the fire rules into the register as the room's capacity in that style (VENU-001)."""
    most = drafted(outline, style, Wish(lectern=False)).plan.count
    room = Room.objects.select_related("site").get(pk=outline.room_id)
    set_capacity(room=room, style=style, capacity=most, actor=actor, at=at)
    return most


def _tell_meeting(layout: Layout, actor: Any, at: datetime) -> None:
    if layout.event_id is None or not layout.chosen:
        return
    blocks = Block.objects.filter(event_id=layout.event_id, room_id=layout.room_id)
    if layout.block_id is not None:
        blocks = blocks.filter(pk=layout.block_id)
    else:
        own = Layout.objects.filter(event_id=layout.event_id, chosen=True, block__isnull=False).values("block_id")
        blocks = blocks.exclude(pk__in=own)
    reason = _("Layout %(name)s, %(seats)s seats") % {"name": layout.name, "seats": layout.count}
    for block in blocks:
        set_block_style(block_id=block.pk, style=layout.style, reason=reason, actor=actor, at=at)


def _note(layout: Layout, action: str, actor: Any, at: datetime, **changes: Any) -> None:
    record(
        site=layout.site,
        at=at,
        actor=actor,
        action=action,
        subject=(LAYOUT, layout.pk),
        changes={"room": layout.room_id, "event": layout.event_id, **changes},
    )
    touch(f"site:{layout.site_id}:layouts")
