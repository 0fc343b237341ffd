"""Messages that the desk passes on (留言转接)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from guanjia.foundation.messages.public import notify
from guanjia.foundation.numbers.public import next_number
from guanjia.foundation.secrecy.public import refuse_marked
from guanjia.foundation.sites.public import Site, local
from guanjia.frontdesk.desk.actions.keeping import DeskRefused, keep
from guanjia.frontdesk.desk.models import Machine, Note
from guanjia.frontdesk.desk.rules.notes import NOTE_MOVES, NOTE_VERBS, NoteState
from guanjia.kernel.states import MoveRefused, check_move
from guanjia.people.public import User
from guanjia.posts.public import on_post


@dataclass(frozen=True, kw_only=True)
class Message:
    """What is passed on, and to whom: a post, one person, or both."""

    text: str
    to_post: str = ""
    to_user: User | None = None
    from_person_id: int | None = None
    unit_id: int | None = None
    call_id: int | None = None
    urgent: bool = False


@transaction.atomic
def leave_note(*, site: Site, message: Message, actor: Any, at: datetime, machine: Machine | None = None) -> Note:
    """Pass a message on and tell the receiver. Raises DeskRefused without words or receiver, SecretRefused."""
    if not message.text.strip() or not (message.to_post or message.to_user):
        raise DeskRefused(_("Write the message and say for whom it is."))
    refuse_marked({"text": message.text}, site=site)
    note = Note.objects.create(
        site=site,
        number=next_number(site=site, prefix="LY", on=local(site, at).date()),
        to_post=message.to_post,
        to_user=message.to_user,
        from_person_id=message.from_person_id,
        unit_id=message.unit_id,
        call_id=message.call_id,
        text=message.text.strip(),
        urgent=message.urgent,
        left_at=at,
        left_by=actor,
    )
    keep(note, "leave", actor=actor, at=at, machine=machine)
    people = [message.to_user] if message.to_user else on_post(site, message.to_post, at)
    link = reverse("desk:note", args=[site.code, note.number])
    context = {"number": note.number}
    notify(site=site, users=people, template="desk.note", context=context, link=link, urgent=note.urgent, at=at)
    return note


@transaction.atomic
def move_note(
    *, note: Note, to: NoteState, actor: Any, at: datetime, result: str = "", machine: Machine | None = None
) -> Note:
    """Read, done or withdrawn; the second of two movers gets MoveRefused. Done says what was done."""
    old = note.stage
    check_move(NOTE_MOVES, old, to)
    if to is not NoteState.READ and not result.strip():
        raise DeskRefused(_("Say what was done."))
    refuse_marked({"result": result}, site=note.site)
    fields: dict[str, Any] = {"result": result.strip()[:300]}
    if note.read_at is None and to is not NoteState.WITHDRAWN:
        fields |= {"read_at": at, "read_by": actor}
    if to is NoteState.DONE:
        fields["done_at"] = at
    if not Note.objects.filter(pk=note.pk, state=old, rev=note.rev).update(state=to, rev=note.rev + 1, **fields):
        raise MoveRefused(old, to)
    note.refresh_from_db()
    keep(note, NOTE_VERBS[to], actor=actor, at=at, machine=machine, old=old)
    return note
