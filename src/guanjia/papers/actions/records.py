"""Documents are registered, handed on against a signature, archived, destroyed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from guanjia.foundation.files.public import StoredFile, hold
from guanjia.foundation.journal.public import record
from guanjia.foundation.messages.public import notify
from guanjia.foundation.numbers.public import next_number
from guanjia.foundation.secrecy.public import refuse_marked
from guanjia.foundation.sites.public import Site, local
from guanjia.foundation.subjects.public import changed
from guanjia.kernel.states import MoveRefused, check_move
from guanjia.papers.actions.archive import open_archive
from guanjia.papers.actions.sheets import PaperRefused
from guanjia.papers.models import Record, Transfer
from guanjia.papers.rules.records import RECORD_MOVES, Access, RecordClass, RecordState, kept_until, may_destroy
from guanjia.people.public import Roles, users_with_role

RECORD = "papers.record"
LOST = "papers.lost"


@dataclass(frozen=True, kw_only=True)
class Paperwork:
    """What is known of a document when it comes in. `keep_years` None takes the years of its class."""

    title: str
    kind: RecordClass
    made_on: date
    origin: str = ""
    access: Access = Access.OPEN
    shelf: str = ""
    keep_years: int | None = None
    file_ids: Sequence[int] = ()


@transaction.atomic
def register_record(*, site: Site, paperwork: Paperwork, actor: Any, at: datetime) -> Record:
    """Enter a document with its archive number (DOCS-001, 005). Raises PaperRefused for no title or a date to come,
    SecretRefused for a marked one: state secrets are kept elsewhere."""
    if not paperwork.title.strip():
        raise PaperRefused(_("Say what it is."), ["title"])
    if paperwork.made_on > local(site, at).date():
        raise PaperRefused(_("The date lies in the future."), ["made_on"])
    refuse_marked({"title": paperwork.title, "origin": paperwork.origin}, site=site)
    years = paperwork.kind.years if paperwork.keep_years is None else paperwork.keep_years
    row = Record.objects.create(
        site=site,
        number=next_number(site=site, prefix="DA", on=local(site, at).date()),
        title=paperwork.title.strip()[:200],
        kind=paperwork.kind,
        access=paperwork.access,
        origin=paperwork.origin.strip()[:120],
        made_on=paperwork.made_on,
        received_at=at,
        keeper=actor,
        shelf=paperwork.shelf.strip()[:80],
        keep_until=kept_until(paperwork.made_on, years),
    )
    for file in StoredFile.objects.filter(site=site, pk__in=paperwork.file_ids):
        hold(file, (RECORD, row.pk))
    _journal(row, "register", "", actor, at)
    open_archive(site=site, at=at)
    changed(RECORD, [row.pk], site=site, at=at)
    return row


@transaction.atomic
def hand_on(
    *,
    row: Record,
    taker: str,
    signature: str,
    actor: Any,
    at: datetime,
    purpose: str = "",
    due_on: date | None = None,
    witness: Any = None,
) -> Transfer:
    """Hand a document to somebody, who signs for it (DOCS-004); a restricted one is checked by a second person (DOCS-006).

    Of two who hand the same one over at once, one gets MoveRefused.
    """
    if not taker.strip():
        raise PaperRefused(_("Say who takes it."), ["taker"])
    if not signature.strip():
        raise PaperRefused(_("The taker signs for it."), ["signature"])
    if row.access == Access.RESTRICTED and (witness is None or witness == actor):
        raise PaperRefused(_("A second person checks the handing over of this one."), ["witness"])
    refuse_marked({"purpose": purpose}, site=row.site)
    row.transfers.filter(returned_at=None).update(returned_at=at)
    line = Transfer.objects.create(
        record=row,
        giver=actor,
        taker=taker.strip()[:120],
        purpose=purpose.strip()[:200],
        at=at,
        signature=signature.strip()[:120],
        witness=witness,
        due_on=due_on,
    )
    _move(row, RecordState.OUT, actor, at, "hand_on")
    return line


@transaction.atomic
def take_back(*, row: Record, actor: Any, at: datetime, shelf: str = "") -> Record:
    """It is back with the keeper."""
    row.transfers.filter(returned_at=None).update(returned_at=at)
    return _move(
        row, RecordState.REGISTERED, actor, at, "take_back", keeper=actor, shelf=shelf.strip()[:80] or row.shelf
    )


@transaction.atomic
def lose_record(*, row: Record, words: str, actor: Any, at: datetime) -> Record:
    """The original cannot be found (W36): when it was missed and where it was looked for is said, managers are told at once, and
    whoever had it stays the last line of its register. Electronic copies stay; it is never destroyed unseen.
    """
    if not words.strip():
        raise PaperRefused(_("Say since when it is missed and where you looked."), ["words"])
    refuse_marked({"words": words}, site=row.site)
    _move(row, RecordState.LOST, actor, at, "lose", reason=words.strip()[:300])
    notify(
        site=row.site, users=users_with_role(row.site, Roles.SITE_MANAGER, Roles.DUTY_MANAGER, at=at),
        template=LOST, context={"number": row.number, "title": row.title},
        link=reverse("papers:record", args=[row.site.code, row.number]), urgent=True, at=at,
    )  # fmt: skip
    return row


@transaction.atomic
def archive_record(*, row: Record, shelf: str, actor: Any, at: datetime) -> Record:
    """Put it into the archive; where it lies must be said (ARCH-001)."""
    if not shelf.strip():
        raise PaperRefused(_("Say where it lies."), ["shelf"])
    row.transfers.filter(returned_at=None).update(returned_at=at)
    return _move(row, RecordState.ARCHIVED, actor, at, "archive", shelf=shelf.strip()[:80])


@transaction.atomic
def hold_record(*, row: Record, reason: str, actor: Any, at: datetime) -> Record:
    """Put a legal hold on it, or lift it by an empty reason: while it is held nobody destroys it."""
    Record.objects.filter(pk=row.pk).update(held=reason.strip()[:200])
    row.held = reason.strip()[:200]
    _journal(row, "hold" if row.held else "lift", row.state, actor, at, reason=reason)
    return row


@transaction.atomic
def destroy_record(*, row: Record, how: str, witness: Any, actor: Any, at: datetime) -> Record:
    """Destroy it when its time is over: two persons, and how. Refused while it is kept or held (W36)."""
    if not how.strip():
        raise PaperRefused(_("Say how it is destroyed."), ["how"])
    if witness is None or witness == actor:
        raise PaperRefused(_("A second person is there when it is destroyed."), ["witness"])
    if row.held:
        raise PaperRefused(_("It is on legal hold: %(reason)s") % {"reason": row.held}, ["held"])
    if not may_destroy(row.keep_until, bool(row.held), local(row.site, at).date()):
        raise PaperRefused(_("Its time is not over."), ["keep_until"])
    return _move(row, RecordState.DESTROYED, actor, at, "destroy", reason=how)


def _move(
    row: Record, to: RecordState, actor: Any, at: datetime, action: str, *, reason: str = "", **fields: Any
) -> Record:
    old = row.stage
    check_move(RECORD_MOVES, old, to)
    if not Record.objects.filter(pk=row.pk, rev=row.rev, state=old).update(state=to, rev=row.rev + 1, **fields):
        raise MoveRefused(old, to)
    row.refresh_from_db()
    _journal(row, action, old, actor, at, reason=reason)
    changed(RECORD, [row.pk], site=row.site, at=at)
    return row


def _journal(row: Record, action: str, old: str, actor: Any, at: datetime, *, reason: str = "") -> None:
    record(
        site=row.site,
        at=at,
        actor=actor,
        action=action,
        subject=(RECORD, row.pk),
        from_state=str(old),
        to_state=row.state,
        reason=reason,
    )
