"""Readers' own copies of an electronic paper: stamped, opened by a link, cleared after use (MATR-014)."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _

from guanjia.conference.public import Guest
from guanjia.duties.public import Task
from guanjia.foundation.files.public import content_of, erase_held_by, hold, store
from guanjia.foundation.sites.public import local
from guanjia.materials.actions.moving import journal, refuse_controlled
from guanjia.materials.models import Paper, ReaderCopy
from guanjia.materials.queries.stamping import pages_of, stamped
from guanjia.materials.rules.refusals import PaperRefused
from guanjia.materials.rules.states import PAPER, Form, PaperState

READER = "materials.reader"
BROKEN = "materials.broken"
PDF = "application/pdf"
_signer = Signer(salt="materials.reader", sep=".")


def token_of(reader: ReaderCopy) -> str:
    """What stands in the address of a reader's copy: signed, so that nobody can make one."""
    return _signer.sign(str(reader.pk))


def reader_of_token(token: str) -> ReaderCopy | None:
    """Whose copy this address is; None for a forged one."""
    try:
        pk = int(_signer.unsign(token))
    except (BadSignature, ValueError):
        return None
    rows = ReaderCopy.objects.select_related("paper__event__site", "paper__file", "guest", "file", "site")
    return rows.filter(pk=pk).first()


def put_file(*, paper: Paper, upload: Any, name: str, actor: Any, at: datetime) -> Paper:
    """Keep the PDF that readers' copies are stamped from. Raises FileRefused, SecretRefused (a mark in name or text, FIELD 1),
    PaperRefused for a paper on paper only, a controlled meeting, or a PDF that nobody could open. Its pages are counted."""
    refuse_controlled(paper.event, at)
    if Form(paper.form) is Form.PRINTED:
        raise PaperRefused("file", _("This paper is printed only."))
    if paper.stage in {PaperState.WITHDRAWN, PaperState.DROPPED}:
        raise PaperRefused("file", _("This version is not in use any more."))
    file = store(site=paper.site, upload=upload, name=name, actor=actor, at=at, kinds=(PDF,))
    try:
        pages = pages_of(content_of(file) or b"")
    except PaperRefused:
        hold(file, (BROKEN, paper.pk))
        erase_held_by((BROKEN, paper.pk))
        raise
    with transaction.atomic():
        erase_held_by((PAPER, paper.pk))
        hold(file, (PAPER, paper.pk))
        Paper.objects.filter(pk=paper.pk).update(file=file, pages=pages, cleared_at=None, rev=F("rev") + 1)
        paper.refresh_from_db()
        journal(paper, "paper.file", actor, at, changes={"sha256": file.sha256})
    return paper


@transaction.atomic
def make_readers(*, paper: Paper, guests: Iterable[Guest], actor: Any, at: datetime) -> int:
    """Give each of these people a copy with a number of their own; who has one keeps it. Returns how many are new."""
    if paper.file_id is None:
        raise PaperRefused("file", _("Put the PDF in first."))
    paper = Paper.objects.select_for_update(of=("self",), no_key=True).select_related("site").get(pk=paper.pk)
    have = set(paper.readers.values_list("guest", flat=True))
    last = paper.readers.aggregate(last=Max("number"))["last"] or 0
    fresh = [guest for guest in guests if guest.pk not in have and guest.event_id == paper.event_id]
    rows = [
        ReaderCopy(site=paper.site, paper=paper, guest=guest, number=last + place, made_by=actor, made_at=at)
        for place, guest in enumerate(fresh, 1)
    ]
    ReaderCopy.objects.bulk_create(rows, batch_size=500)
    if rows:
        journal(paper, "readers.make", actor, at, changes={"guests": [row.guest_id for row in rows]})
    return len(rows)


def open_reader(*, reader: ReaderCopy, at: datetime) -> bytes:
    """The stamped PDF of this reader, made at the first opening. Every opening is in the journal.

    Raises PaperRefused when it was cleared, or the version was withdrawn.
    """
    paper = reader.paper
    if reader.cleared_at is not None or paper.file is None:
        raise PaperRefused("", _("This paper was cleared after the meeting."))
    if paper.stage in {PaperState.WITHDRAWN, PaperState.DROPPED}:
        raise PaperRefused("", _("This version was withdrawn. Ask for the new one."))
    content = content_of(reader.file) if reader.file is not None else None
    if content is None:
        content = _stamp(reader, at)
    with transaction.atomic():
        ReaderCopy.objects.filter(pk=reader.pk).update(
            opened_at=reader.opened_at or at, opened_count=F("opened_count") + 1
        )
        journal(paper, "readers.open", None, at, changes={"guest": reader.guest_id, "number": reader.number})
    return content


def _stamp(reader: ReaderCopy, at: datetime) -> bytes:
    source = content_of(reader.paper.file) if reader.paper.file is not None else None
    if source is None:
        raise PaperRefused("", _("This paper was cleared after the meeting."))
    when = f"{local(reader.site, at):%Y-%m-%d}"
    content = stamped(source, f"{reader.guest.name}  No.{reader.number:03d}", f"{reader.paper.event.ref}  {when}")
    file = store(
        site=reader.site, upload=content, name=f"{reader.number:03d}.pdf", actor=reader.made_by, at=at, kinds=(PDF,)
    )
    hold(file, (READER, reader.pk))
    ReaderCopy.objects.filter(pk=reader.pk, cleared_at=None).update(file=file)
    return content


@transaction.atomic
def clear_paper(*, paper: Paper, actor: Any, at: datetime) -> int:
    """Delete the file and every reader's copy; the rows and the journal stay (MATR-014). Returns how many files went.

    A second call deletes nothing.
    """
    readers = list(paper.readers.filter(cleared_at=None).values_list("pk", flat=True))
    had_file = paper.file_id is not None
    if not had_file and not readers:
        return 0
    ReaderCopy.objects.filter(pk__in=readers).update(file=None, cleared_at=at)
    Paper.objects.filter(pk=paper.pk).update(file=None, cleared_at=at, rev=F("rev") + 1)
    gone = sum(erase_held_by((READER, pk)) for pk in readers) + erase_held_by((PAPER, paper.pk))
    paper.refresh_from_db()
    journal(paper, "paper.clear", actor, at, changes={"readers": len(readers), "files": gone})
    return gone


def perform_clear(task: Task) -> None:
    """The performer materials.clear: called by the clock where nobody cleared in time; may be called again."""
    paper = Paper.objects.select_related("site", "event").filter(pk=task.subject_id).first()
    if paper is not None:
        clear_paper(paper=paper, actor=None, at=task.at)
