"""Copies are destroyed by one and watched by another; the report is kept as a file (MATR-015, GOVT-001)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from guanjia.conference.public import Event
from guanjia.foundation.documents.public import render_pdf
from guanjia.foundation.files.public import hold, store
from guanjia.foundation.journal.public import record
from guanjia.foundation.numbers.public import next_gapless
from guanjia.foundation.secrecy.public import refuse_marked
from guanjia.foundation.sites.public import local
from guanjia.foundation.subjects.public import changed
from guanjia.materials.actions.moving import move_paper
from guanjia.materials.models import Copy, Destruction, Paper
from guanjia.materials.queries.papers import destruction_data
from guanjia.materials.rules.refusals import PaperRefused, PaperStale
from guanjia.materials.rules.states import IN_HAND, PAPER, CopyState, Method, PaperState

DESTRUCTION, EVENT = "materials.destruction", "conference.event"
PREFIX = "XH"
ENDED = frozenset({PaperState.RECALLED, PaperState.DESTROYED})
"""Also one that was destroyed before: a copy that was lost may turn up later."""
PDF = "application/pdf"


@transaction.atomic
def begin_destruction(
    *, event: Event, papers: Sequence[Paper], method: Method, place: str, actor: Any, at: datetime
) -> Destruction:
    """The first signature: whoever destroys the copies of these recalled papers. Somebody else then watches and signs.

    Raises PaperRefused: no paper, one that is not recalled, no place; SecretRefused for a marked place.
    """
    refuse_marked({"place": place}, site=event.site)
    if not place.strip():
        raise PaperRefused("place", _("Say where they are destroyed."))
    if not papers:
        raise PaperRefused("papers", _("Choose the papers whose copies are destroyed."))
    for paper in papers:
        if paper.event_id != event.pk or paper.stage not in ENDED:
            raise PaperRefused("papers", _("%(title)s: recall every copy first.") % {"title": paper.title})
    copies = Copy.objects.filter(paper__in=papers, state__in=IN_HAND, destruction=None)
    made = Destruction.objects.create(
        site=event.site, event=event, method=method, place=place.strip()[:120], done_by=actor, done_at=at,
        number=next_gapless(site=event.site, prefix=PREFIX, on=local(event.site, at).date()),
    )  # fmt: skip
    count = copies.update(destruction=made)
    if not count:
        raise PaperRefused("papers", _("Their copies stand on another report already."))
    told = {"number": made.number, "copies": count, "papers": [paper.pk for paper in papers]}
    record(site=event.site, at=at, actor=actor, action="papers.destroy", subject=(EVENT, event.pk), changes=told)
    return made


def sign_destruction(*, made: Destruction, actor: Any, at: datetime) -> Destruction:
    """The second signature: the witness. The copies are destroyed, the report is kept, the papers have ended.

    Raises PaperRefused for the same person, PaperStale when it is signed already. A second call never destroys twice.
    """
    if made.done_by_id == actor.pk:
        raise PaperRefused("", _("Somebody else watches and signs."))
    with transaction.atomic():
        if not Destruction.objects.filter(pk=made.pk, watched_by=None).update(watched_by=actor, watched_at=at):
            raise PaperStale(_("It is signed already."))
        made.watched_by, made.watched_at = actor, at
        papers = list(Paper.objects.filter(copies__destruction=made).select_related("site").distinct())
        made.copies.update(state=CopyState.DESTROYED)
        for paper in papers:
            if paper.stage is PaperState.DESTROYED:
                continue
            move_paper(
                paper=paper, to=PaperState.DESTROYED, action="paper.destroy", actor=actor, at=at,
                changes={"report": made.number},
            )  # fmt: skip
        told = {"number": made.number}
        record(
            site=made.site, at=at, actor=actor, action="papers.destroyed", subject=(EVENT, made.event_id), changes=told
        )
        changed(PAPER, [paper.pk for paper in papers], site=made.site, at=at)
    keep_report(made, actor, at)
    return made


def keep_report(made: Destruction, actor: Any, at: datetime) -> None:
    """The signed report as a file of the archive; made again when the disk failed after the signature."""
    if made.report_id is not None:
        return
    content = render_pdf("documents/form.typ", destruction_data(made))
    made.report = store(site=made.site, upload=content, name=f"{made.number}.pdf", actor=actor, at=at, kinds=(PDF,))
    hold(made.report, (DESTRUCTION, made.pk))
    Destruction.objects.filter(pk=made.pk).update(report=made.report)
