"""What a newer list says of guests who are known."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from guanjia.conference.actions.admission import GUEST
from guanjia.conference.actions.moves import BLOCK
from guanjia.conference.models import Event, Guest
from guanjia.conference.models.guest import sealed_wishes
from guanjia.conference.rules.states import NOT_BEGUN
from guanjia.foundation.journal.public import record_many
from guanjia.foundation.persons.public import set_private
from guanjia.foundation.subjects.public import changed

BATCH = 500
WISHED = frozenset({"diet", "needs"})
PLACED = frozenset({"seat", "rank_no"})


@dataclass(frozen=True)
class Change:
    """New values of a guest's own columns and of the person's private fields; both empty when nothing is new."""

    guest: Guest
    columns: dict[str, Any]
    private: dict[str, str]


@transaction.atomic
def change_guests(*, event: Event, changes: Sequence[Change], actor: Any, at: datetime) -> int:
    """Write what is new of guests on the list; how many guests that changed. Raises BadValue.

    Who was waiting to be told by hand and has an address now is written to.
    """
    real = [change for change in changes if change.columns or change.private]
    for change in real:
        _set(change.guest, change.columns)
        for name, value in change.private.items():
            set_private(change.guest.person, name, value, actor=actor, at=at, site=event.site)
    columns = sorted({"wishes" if name in WISHED else name for change in real for name in change.columns})
    if columns:
        Guest.objects.bulk_update([change.guest for change in real if change.columns], columns, batch_size=BATCH)
    reached = [change.guest.pk for change in real if "email" in change.private]
    Guest.objects.filter(pk__in=reached, invite_rev__gt=0, told_at=None).update(told_rev=0)
    rows = [{"id": c.guest.pk, "changes": {"fields": sorted([*c.columns, *c.private])}} for c in real]
    record_many(site=event.site, at=at, actor=actor, action="guest.change", subject_kind=GUEST, rows=rows)
    if PLACED & set(columns):
        blocks = list(event.blocks.filter(state__in=NOT_BEGUN).values_list("pk", flat=True))
        changed(BLOCK, blocks, site=event.site, at=at)
    return len(real)


def _set(guest: Guest, columns: dict[str, Any]) -> None:
    """The new values on the row; what they eat and need is locked together."""
    if WISHED & columns.keys():
        guest.wishes = sealed_wishes(guest.person, columns.get("diet", guest.diet), columns.get("needs", guest.needs))
    for name, value in columns.items():
        if name not in WISHED:
            setattr(guest, name, value)
