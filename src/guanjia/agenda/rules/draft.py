"""An agenda as somebody typed it, and what is wrong with it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from guanjia.agenda.rules.line import MOVABLE, least_minutes
from guanjia.agenda.rules.states import Kind
from guanjia.kernel.words import gettext_noop as N_

MOST_ITEMS, MOST_MINUTES = 300, 720


@dataclass(frozen=True)
class ItemDraft:
    """An item as typed. `id` names the row that it changes, None a new one. `begins` None: when the one before ends.

    `shortest` None: what its kind leaves; `movable` None: as its kind does. `speakers` are names; those of guests become guests.
    """

    title: str
    minutes: int
    kind: Kind = Kind.TALK
    begins: int | None = None
    shortest: int | None = None
    optional: bool = False
    fixed: bool = False
    movable: bool | None = None
    freeze_doors: bool = False
    speakers: tuple[str, ...] = ()
    interpreters: tuple[str, ...] = ()
    script: str | None = None
    id: int | None = None


@dataclass(frozen=True)
class Wrong:
    """What is wrong with the row of this number (from 0; None the whole): field, English sentence, values for it."""

    row: int | None
    field: str
    word: str
    values: dict[str, object]


def filled(drafts: Sequence[ItemDraft], break_floor: int) -> list[ItemDraft]:
    """The drafts with every minute known: who has no time of their own follows the one before."""
    found, cursor = [], 0
    for draft in drafts:
        begins = cursor if draft.begins is None else draft.begins
        shortest = draft.shortest
        if shortest is None:
            shortest = draft.minutes if draft.fixed and draft.kind is not Kind.TALK else 0
            shortest = shortest or least_minutes(draft.kind, draft.minutes, break_floor)
        movable = (draft.kind in MOVABLE and not draft.fixed) if draft.movable is None else draft.movable
        found.append(replace(draft, begins=begins, shortest=shortest, movable=movable and not draft.fixed))
        cursor = begins + draft.minutes
    return found


def faults(
    drafts: Sequence[ItemDraft], *, room_minutes: int, break_floor: int, most_breaks: int, ran: Sequence[int] = ()
) -> list[Wrong]:
    """Everything that is wrong with filled drafts, row by row; `ran` are places of items that have begun: their times are history.

    `room_minutes` is how long the room is booked.
    """
    found = [] if drafts else [Wrong(None, "", N_("An agenda has one item at least."), {})]
    if len(drafts) > MOST_ITEMS:
        found.append(Wrong(None, "", N_("An agenda has %(most)s items at the most."), {"most": MOST_ITEMS}))
    if sum(draft.kind is Kind.BREAK for draft in drafts) > most_breaks:
        words = N_("At most %(most)s tea breaks: make the further ones free exchange.")
        found.append(Wrong(None, "kind", words, {"most": most_breaks}))
    before = 0
    for row, draft in enumerate(drafts):
        begins, shortest = draft.begins or 0, draft.shortest or 0
        found += _row_faults(row, draft, shortest, break_floor)
        if row not in ran:
            if begins < before:
                found.append(Wrong(row, "begins", N_("It begins before the item above is over."), {}))
            if begins + draft.minutes > room_minutes:
                words = N_("It ends after the room's booking: make the booking longer first.")
                found.append(Wrong(row, "minutes", words, {}))
        before = max(before, begins + draft.minutes)
    return found


def _row_faults(row: int, draft: ItemDraft, shortest: int, break_floor: int) -> list[Wrong]:
    found = []
    if not draft.title.strip():
        found.append(Wrong(row, "title", N_("Write a title."), {}))
    if not 1 <= draft.minutes <= MOST_MINUTES:
        found.append(Wrong(row, "minutes", N_("An item lasts 1 to %(most)s minutes."), {"most": MOST_MINUTES}))
    if not 1 <= shortest <= max(draft.minutes, 1):
        found.append(Wrong(row, "shortest", N_("The shortest lies between 1 minute and the item's own length."), {}))
    if draft.kind is Kind.BREAK and draft.minutes >= break_floor > shortest:
        words = N_("A tea break is never shorter than %(floor)s minutes.")
        found.append(Wrong(row, "shortest", words, {"floor": break_floor}))
    if draft.optional and draft.fixed:
        found.append(Wrong(row, "optional", N_("What has a fixed time cannot be left out."), {}))
    return found
