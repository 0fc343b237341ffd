"""The organiser confirms the names, two people read them; only then are cards printed (核名, FIELD 16)."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext

from guanjia.conference.actions.moves import EVENT
from guanjia.conference.models import Event, NameProof
from guanjia.conference.queries.proofs import NameLine, hash_of_list, name_lines, shown_to
from guanjia.conference.rules.proofs import FIRST, ORGANISER, SECOND, next_look
from guanjia.conference.rules.refusals import Refused, Stale
from guanjia.foundation.journal.public import record
from guanjia.foundation.secrecy.public import refuse_marked


@transaction.atomic
def confirm_names(*, event: Event, seen: str, name: str, actor: Any, at: datetime) -> int:
    """The organiser confirmed the printed proof; `name` is who, noted by the actor; how many names were open.

    `seen` is the hash of the list that was shown. Raises Stale when it is another by now, Refused without a name.
    """
    if not name.strip():
        raise Refused("name", gettext("Write down who confirmed."))
    refuse_marked({"name": name}, site=event.site)
    lines = _lines(event, seen)
    count = _keep(event, lines, lambda line: ORGANISER if ORGANISER in line.missing else "", actor, at)
    _note(event, "names.confirm", seen, {ORGANISER: count}, actor, at, f"{name.strip()[:80]}")
    return count


@transaction.atomic
def read_names(*, event: Event, seen: str, actor: Any, at: datetime) -> int:
    """The actor read every name of the list, or of their page of a long one; each gets the reading that it lacks; how many.

    Raises Stale when the list changed since it was shown, Refused when somebody else must read.
    """
    lines = _lines(event, seen, actor.pk)
    open_names = [line for line in lines if {FIRST, SECOND} & set(line.missing)]
    if not open_names:
        return 0
    count = _keep(event, lines, lambda line: next_look(line.missing, actor.pk, line.looks, line.text_hash), actor, at)
    if not count:
        raise Refused("", gettext("You were the first reader: the second must be somebody else."))
    _note(event, "names.read", seen, {"read": count}, actor, at, "")
    return count


def refuse_unread(lines: list[NameLine]) -> None:
    """Pass when every name was confirmed and read twice; else Refused, naming what is missing of whom."""
    unread = [line for line in lines if line.missing]
    if not unread:
        return
    labels = {step.value: gettext(str(step.label)) for step in NameProof.Step}
    first = "；".join(f"{line.guest.name}（{'、'.join(labels[step] for step in line.missing)}）" for line in unread[:5])
    words = gettext("%(count)s names are not ready for printing: %(names)s")
    raise Refused("", words % {"count": len(unread), "names": first + ("…" if len(unread) > 5 else "")})


def _lines(event: Event, seen: str, reader: int | None = None) -> list[NameLine]:
    Event.objects.select_for_update().get(pk=event.pk)
    lines = name_lines(event) if reader is None else shown_to(reader, name_lines(event))
    if hash_of_list(lines) != seen:
        raise Stale(gettext("The list has changed since you read it: look again."))
    return lines


def _keep(event: Event, lines: list[NameLine], step_of: Callable[[NameLine], str], actor: Any, at: datetime) -> int:
    rows = [
        NameProof(guest=line.guest, step=step, text_hash=line.text_hash, by=actor, at=at)
        for line in lines
        if (step := step_of(line))
    ]
    NameProof.objects.bulk_create(
        rows,
        batch_size=500,
        update_conflicts=True,
        unique_fields=["guest", "step"],
        update_fields=["text_hash", "by", "at"],
    )
    return len(rows)


def _note(event: Event, action: str, seen: str, counts: dict[str, int], actor: Any, at: datetime, reason: str) -> None:
    changes = {"list": seen} | counts
    record(
        site=event.site, at=at, actor=actor, action=action, subject=(EVENT, event.pk), reason=reason, changes=changes
    )
