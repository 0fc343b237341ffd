"""Papers are added, given out, opened, and cleared away when the meeting is over (MATR-014)."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _

from guanjia.assembly.actions.assembling import locked
from guanjia.assembly.actions.noting import ASSEMBLY, note
from guanjia.assembly.models import Assembly, Attendee, MeetingPaper, PaperReading
from guanjia.assembly.rules.refusals import AssemblyRefused
from guanjia.assembly.rules.states import PAPER_MOVES, AssemblyState, PaperState
from guanjia.foundation.documents.public import count_pages
from guanjia.foundation.files.public import content_of, hold, release, store
from guanjia.foundation.secrecy.public import refuse_marked
from guanjia.foundation.sites.public import Site
from guanjia.kernel.states import check_move

PAPER = "assembly.paper"
KINDS = ("application/pdf", "image/jpeg", "image/png")


def add_paper(*, assembly: Assembly, upload: Any, name: str, title: str, actor: Any, at: datetime) -> MeetingPaper:
    """Keep a paper; nobody reads it before it is given out. The same file again is the same paper.

    Raises AssemblyRefused (too long a title, the meeting over), FileRefused, SecretRefused, DocumentRefused (broken or locked PDF).
    Not to be called inside a transaction.
    """
    text = (title.strip() or name.rsplit(".", 1)[0])[:200]
    if assembly.stage is AssemblyState.CLOSED:
        raise AssemblyRefused("", _("The meeting is over."))
    refuse_marked({"title": text}, site=assembly.site)
    file = store(site=assembly.site, upload=upload, name=name, actor=actor, at=at, kinds=KINDS)
    pages = count_pages(content_of(file) or b"") if file.kind == "application/pdf" else 1
    with transaction.atomic():
        row = locked(assembly)
        known = MeetingPaper.objects.filter(assembly=row, sha256=file.sha256).exclude(state=PaperState.CLEARED).first()
        if known is not None:
            return known
        last = MeetingPaper.objects.filter(assembly=row).aggregate(last=Max("place"))["last"] or 0
        try:
            with transaction.atomic():
                paper = MeetingPaper.objects.create(
                    assembly=row, title=text, file=file, sha256=file.sha256, pages=pages, place=last + 1
                )
        except IntegrityError:
            raise AssemblyRefused("file", _("This paper was cleared away before; it is not put up again.")) from None
        hold(file, (PAPER, paper.pk))
        note(row, "paper.add", actor=actor, at=at, changes={"paper": paper.pk, "sha256": file.sha256})
    return paper


@transaction.atomic
def give_out(*, assembly: Assembly, actor: Any, at: datetime) -> int:
    """Everything that waits is readable from now; how many papers."""
    row = locked(assembly)
    if row.stage is AssemblyState.CLOSED:
        raise AssemblyRefused("", _("The meeting is over."))
    number = MeetingPaper.objects.filter(assembly=row, state=PaperState.DRAFT).update(
        state=PaperState.OUT, given_out_at=at
    )
    if not number:
        raise AssemblyRefused("", _("No paper waits to be given out."))
    note(row, "paper.out", actor=actor, at=at, changes={"papers": number})
    return number


@transaction.atomic
def take_back(*, paper: MeetingPaper, actor: Any, at: datetime) -> None:
    """Nobody reads it any more. Raises MoveRefused."""
    row = MeetingPaper.objects.select_for_update(of=("self",)).select_related("assembly__site").get(pk=paper.pk)
    check_move(PAPER_MOVES, row.stage, PaperState.DRAFT)
    MeetingPaper.objects.filter(pk=row.pk).update(state=PaperState.DRAFT, given_out_at=None)
    note(row.assembly, "paper.back", actor=actor, at=at, changes={"paper": row.pk})


@transaction.atomic
def clear_papers(*, assembly: Assembly, actor: Any, at: datetime) -> int:
    """Let all files go and refuse every page from now; titles, hashes and who read them stay. How many. A second call does nothing.

    Refused while the meeting is on: it ends first.
    """
    row = locked(assembly)
    if row.stage is AssemblyState.OPEN:
        raise AssemblyRefused("", _("The meeting is still on. Adjourn it first."))
    papers = list(MeetingPaper.objects.filter(assembly=row).exclude(state=PaperState.CLEARED))
    for paper in papers:
        release((PAPER, paper.pk))
    MeetingPaper.objects.filter(pk__in=[paper.pk for paper in papers]).update(
        state=PaperState.CLEARED, cleared_at=at, file=None
    )
    if papers:
        Assembly.objects.filter(pk=row.pk).update(rev=F("rev") + 1)
        note(row, "paper.clear", actor=actor, at=at, changes={"papers": len(papers)})
    return len(papers)


def clear_later(*, site: Site, subject_kind: str, subject_id: int, at: datetime) -> None:
    """The performer behind the promise that nothing stays on tablets: what the clerk did not clear is cleared."""
    row = Assembly.objects.select_related("site").filter(pk=subject_id, site=site).first()
    if row is not None and subject_kind == ASSEMBLY and row.stage is AssemblyState.CLOSED:
        clear_papers(assembly=row, actor=None, at=at)


def opened(*, paper: MeetingPaper, attendee: Attendee, at: datetime) -> None:
    """Note that somebody read it: when first and when last."""
    row, fresh = PaperReading.objects.get_or_create(
        paper=paper, attendee=attendee, defaults={"first_at": at, "last_at": at}
    )
    if not fresh:
        PaperReading.objects.filter(pk=row.pk, last_at__lt=at).update(last_at=at)
