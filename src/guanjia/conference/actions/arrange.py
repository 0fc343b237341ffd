"""Turns an event's sessions into blocks with slots: the one place where blocks are made, moved and withdrawn."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max, Min
from django.utils.translation import gettext as _

from guanjia.conference.actions.moves import BLOCK, EVENT
from guanjia.conference.actions.placing import place_blocks
from guanjia.conference.actions.sheets import renew_sheet
from guanjia.conference.actions.zones import refresh_zones
from guanjia.conference.events import EventRearranged
from guanjia.conference.models import Block, Event, Session
from guanjia.conference.queries.zones import ZoneKey, with_zone, zone_key
from guanjia.conference.rules.blocks import Group, Sitting, group_sittings
from guanjia.conference.rules.matching import match_groups
from guanjia.conference.rules.refusals import Stale
from guanjia.conference.rules.states import NOT_BEGUN, BlockState, SessionState
from guanjia.foundation.journal.public import record_many
from guanjia.foundation.live.public import touch
from guanjia.foundation.rows.public import update_rows
from guanjia.foundation.subjects.public import changed

GAP = timedelta(minutes=30)


@dataclass
class Arrangement:
    """What arrange_blocks did: ids of blocks; `overlaps` are pairs of session ids (kept, without a place)."""

    created: list[int] = field(default_factory=list)
    moved: list[int] = field(default_factory=list)
    withdrawn: list[int] = field(default_factory=list)
    unplaced: list[int] = field(default_factory=list)
    overlaps: tuple[tuple[int, int], ...] = ()


@transaction.atomic
def arrange_blocks(*, event: Event, actor: Any, at: datetime, strict: bool = True, reason: str = "") -> Arrangement:
    """Group the event's sessions into blocks and take their slots; called again without a change it does nothing.

    A change renews the function sheet, if there is one, with `reason`.

    Sessions of a block that has begun stay where they are. `strict`: a room that somebody else has raises SlotTaken
    and nothing changes; otherwise the block is kept without a slot (`placed` False) and named in `unplaced`.
    Two calls for one event wait for each other on its row.
    """
    Event.objects.select_for_update().get(pk=event.pk)
    blocks = list(with_zone(Block.objects.filter(event=event, state__in=NOT_BEGUN)))
    by_id = {block.pk: block for block in blocks}
    sessions = _movable_sessions(event, by_id)
    grouping = group_sittings(_sittings(sessions.values()), gap_of(event))
    match = match_groups(
        grouping.groups, {pk: s.block_id for pk, s in sessions.items() if s.block_id in by_id}, sorted(by_id)
    )
    zones = {zone_key(block, event.site) for block in blocks}
    done = Arrangement(overlaps=grouping.overlaps)
    made = _create(event, match.created, at)
    done.created = [block.pk for block in made]
    touched = list(zip(made, match.created, strict=True))
    done.moved, moved_blocks = _shift(by_id, match.kept)
    done.withdrawn = list(match.withdrawn)
    _withdraw([by_id[pk] for pk in match.withdrawn])
    _file_sessions(sessions, [*touched, *((by_id[pk], group) for pk, group in match.kept)])
    done.unplaced = place_blocks(
        event=event,
        placed=[*made, *moved_blocks],
        gone=[by_id[pk] for pk in match.withdrawn],
        actor=actor,
        at=at,
        strict=strict,
    )
    _journal(event, done, actor, at)
    _spread_the_word(event, done, zones, at)
    if done.created or done.moved or done.withdrawn:
        renew_sheet(event=event, actor=actor, at=at, reason=reason)
    return done


def gap_of(event: Event) -> timedelta:
    """The pause that still joins two sessions into one block: a setting of the site, 30 minutes unless set."""
    return timedelta(minutes=int(event.site.settings.get("conference.block_gap_minutes", GAP.total_seconds() // 60)))


def _movable_sessions(event: Event, open_blocks: Mapping[int, Block]) -> dict[int, Session]:
    columns = ("event_id", "block_id", "room_id", "starts_at", "ends_at", "state")  # texts may be large
    rows = Session.objects.filter(event=event).exclude(state=SessionState.CANCELLED).only(*columns)
    return {s.pk: s for s in rows if s.block_id is None or s.block_id in open_blocks}


def _sittings(sessions: Iterable[Session]) -> list[Sitting]:
    return [
        Sitting(s.pk, s.room_id, s.starts_at, s.ends_at)
        for s in sessions
        if s.room_id is not None and s.starts_at is not None and s.ends_at is not None
    ]


def _create(event: Event, groups: Iterable[Group], at: datetime) -> list[Block]:
    return Block.objects.bulk_create(
        Block(
            site=event.site,
            event=event,
            room_id=group.room_id,
            starts_at=group.starts_at,
            ends_at=group.ends_at,
            headcount=event.expected_count,
            short_notice=group.starts_at - at < timedelta(hours=2),
        )
        for group in groups
    )


def _shift(by_id: Mapping[int, Block], kept: Iterable[tuple[int, Group]]) -> tuple[list[int], list[Block]]:
    shifted = []
    for pk, group in kept:
        block = by_id[pk]
        if (block.room_id, block.starts_at, block.ends_at) != (group.room_id, group.starts_at, group.ends_at):
            block.room_id, block.starts_at, block.ends_at = group.room_id, group.starts_at, group.ends_at
            block.state = BlockState.PLANNED
            shifted.append(block)
    rows = [(b.pk, b.rev, b.room_id, b.starts_at, b.ends_at, b.state) for b in shifted]
    written = update_rows(Block, ("id", "rev", "room", "starts_at", "ends_at", "state"), rows, guard={})
    if len(written) < len(shifted):
        raise Stale(_("Somebody has changed this meeting meanwhile: look again."))
    for block in shifted:
        block.rev += 1
    return [block.pk for block in shifted], shifted


def _withdraw(blocks: Iterable[Block]) -> None:
    rows = list(blocks)
    for block in rows:
        block.state, block.placed, block.rev = BlockState.CANCELLED, False, block.rev + 1
    Block.objects.bulk_update(rows, ["state", "placed", "rev"])


def _file_sessions(sessions: Mapping[int, Session], groups: Iterable[tuple[Block, Group]]) -> None:
    home = {key: block.pk for block, group in groups for key in group.keys}
    rows = []
    for pk, session in sessions.items():
        if session.block_id != home.get(pk):
            session.block_id = home.get(pk)
            rows.append(session)
    Session.objects.bulk_update(rows, ["block_id"], batch_size=500)


def _journal(event: Event, done: Arrangement, actor: Any, at: datetime) -> None:
    news: EventRearranged | None = EventRearranged(event.pk)
    for action, ids, to_state in (
        ("plan", done.created, BlockState.PLANNED),
        ("replan", done.moved, BlockState.PLANNED),
        ("withdraw", done.withdrawn, BlockState.CANCELLED),
    ):
        rows = [{"id": pk, "from_state": "", "to_state": to_state.value, "changes": {}} for pk in ids]
        if rows:
            record_many(site=event.site, at=at, actor=actor, action=action, subject_kind=BLOCK, rows=rows, event=news)
            news = None


def _spread_the_word(event: Event, done: Arrangement, zones: set[ZoneKey], at: datetime) -> None:
    ids = [*done.created, *done.moved, *done.withdrawn, *done.unplaced]
    if not ids:
        return
    changed(BLOCK, ids, site=event.site, at=at)
    now = with_zone(Block.objects.filter(pk__in=ids).only("starts_at"))
    refresh_zones(site=event.site, keys=zones | {zone_key(block, event.site) for block in now}, at=at)
    span = event.blocks.exclude(state=BlockState.CANCELLED).aggregate(first=Min("starts_at"), last=Max("ends_at"))
    event.starts_at, event.ends_at, event.rev = span["first"], span["last"], event.rev + 1
    event.save(update_fields=["starts_at", "ends_at", "rev"])
    changed(EVENT, [event.pk], site=event.site, at=at)
    touch(f"site:{event.site_id}:board")
