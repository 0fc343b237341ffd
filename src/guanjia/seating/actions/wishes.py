"""Wishes about who sits where."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from guanjia.conference.public import Event, Guest
from guanjia.foundation.journal.public import record
from guanjia.seating.models import Wish
from guanjia.seating.rules.refusals import SeatingRefused

EVENT = "conference.event"
OF_TWO = frozenset({Wish.Kind.APART, Wish.Kind.BESIDE})


@transaction.atomic
def add_wish(*, event: Event, kind: str, one: Guest, other: Guest | None, actor: Any, at: datetime) -> Wish:
    """Note a wish; the same one again is that one. Raises SeatingRefused when it needs another person or must not have one."""
    if (kind in OF_TWO) != (other is not None):
        raise SeatingRefused("other", _("Name the other person for a wish about two, and nobody for a wish about one."))
    if other is not None and other.pk == one.pk:
        raise SeatingRefused("other", _("These are the same person."))
    if other is not None and other.pk < one.pk:
        one, other = other, one
    wish, made = Wish.objects.get_or_create(
        event=event, kind=kind, one=one, other=other, defaults={"by": actor, "at": at}
    )
    if made:
        _note(event, "wish.add", wish, actor, at)
    return wish


@transaction.atomic
def drop_wish(*, wish: Wish, actor: Any, at: datetime) -> None:
    """Take a wish back."""
    _note(wish.event, "wish.drop", wish, actor, at)
    wish.delete()


def _note(event: Event, action: str, wish: Wish, actor: Any, at: datetime) -> None:
    changes = {"kind": str(wish.kind), "one": wish.one_id, "other": wish.other_id}
    record(site=event.site, at=at, actor=actor, action=action, subject=(EVENT, event.pk), changes=changes)
