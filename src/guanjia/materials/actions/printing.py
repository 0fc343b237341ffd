"""Copies come into being: counted, numbered, packed, withdrawn when a late change makes them old."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from guanjia.duties.public import require
from guanjia.foundation.numbers.public import next_gapless
from guanjia.foundation.secrecy.public import refuse_marked
from guanjia.foundation.sites.public import local
from guanjia.materials.actions.listing import EDITED, open_list
from guanjia.materials.actions.moving import journal, move_paper
from guanjia.materials.models import Copy, HandOut, Paper
from guanjia.materials.queries.heads import heads_of, in_packing_order, spare_of
from guanjia.materials.rules.copies import beyond, copies_for
from guanjia.materials.rules.refusals import PaperRefused, PaperStale
from guanjia.materials.rules.states import GIVEN_OUT, LIST, ON_PAPER, Form, Packing, PaperState

PREFIX = "NB"
MOST = 20_000
MOST_PAGES = 2_000


@transaction.atomic
def print_paper(
    *, paper: Paper, count: int, reason: str = "", pages: int | None = None, actor: Any, at: datetime
) -> Paper:
    """So many copies were made. Of an internal paper each gets a number, the first ones for those who come (GOVT-001).
    `pages` of one copy, where it is known by now: without it the sheets are not counted (GREN-004).

    Raises GateClosed while the list is not confirmed (MATR-006), PaperRefused for more than heads and spare without a reason
    (MATR-007), for an electronic paper, and for anything but a number.
    """
    if Form(paper.form) not in ON_PAPER:
        raise PaperRefused("count", _("This paper is electronic: it is not printed."))
    require(LIST, open_list(event=paper.event, actor=actor, at=at).pk, "print", at=at)
    first = paper.stage is PaperState.LISTED
    if not first and paper.stage not in GIVEN_OUT:
        raise PaperRefused("", _("No copies are made of it any more."))
    heads, spare = heads_of(paper.event), spare_of(paper.event)
    _check_count(paper, count, heads, spare, reason)
    if pages is not None:
        if not 1 <= pages <= MOST_PAGES:
            raise PaperRefused("pages", _("From 1 to %(most)s pages.") % {"most": MOST_PAGES})
        Paper.objects.filter(pk=paper.pk).update(pages=pages)
        paper.pages = pages
    told = {"count": count, "heads": heads}
    if first:
        move_paper(
            paper=paper, to=PaperState.PRINTED, action="paper.print", actor=actor, at=at, reason=reason, changes=told,
            printed_at=at, printed_count=count, heads=heads, wanted=copies_for(heads, spare),
        )  # fmt: skip
    else:
        if not Paper.objects.filter(pk=paper.pk, rev=paper.rev).update(
            printed_count=paper.printed_count + count, rev=paper.rev + 1
        ):
            raise PaperStale(_("Somebody else changed this meanwhile. Look at it again."))
        paper.refresh_from_db()
        journal(paper, "paper.print_more", actor, at, reason=reason, changes=told)
    if paper.internal:
        _number(paper, count, at)
    return paper


def _check_count(paper: Paper, count: int, heads: int, spare: int, reason: str) -> None:
    refuse_marked({"reason": reason}, site=paper.site)
    if not 1 <= count <= MOST:
        raise PaperRefused("count", _("From 1 to %(most)s copies.") % {"most": MOST})
    over = beyond(paper.printed_count + count, heads, spare)
    if over and not reason.strip():
        words = _("%(over)s copies beyond %(heads)s heads and %(spare)s %% spare: say what they are for.")
        raise PaperRefused("reason", words % {"over": over, "heads": heads, "spare": spare})


def _number(paper: Paper, count: int, at: datetime) -> None:
    """Numbers without gaps: the copies of a paper go on from the last, the batch takes the next of the site and day."""
    last = paper.copies.count()
    holders = dict.fromkeys(paper.copies.exclude(meant_for=None).values_list("meant_for", flat=True))
    waiting = [guest for guest in in_packing_order(paper) if guest.pk not in holders]
    if not paper.batch:
        paper.batch = next_gapless(site=paper.site, prefix=PREFIX, on=local(paper.site, at).date())
        Paper.objects.filter(pk=paper.pk).update(batch=paper.batch)
    rows = []
    for place in range(count):
        serial = last + place + 1
        guest = waiting[place] if place < len(waiting) else None
        number = f"{paper.batch}-{serial:03d}"
        rows.append(Copy(site=paper.site, paper=paper, serial=serial, number=number, meant_for=guest))
    Copy.objects.bulk_create(rows, batch_size=500)


@transaction.atomic
def pack_paper(*, paper: Paper, actor: Any, at: datetime) -> Paper:
    """The bags are packed and sorted by name or by seat (MATR-008)."""
    if Packing(paper.packing) is Packing.ON_SEATS:
        raise PaperRefused("", _("This paper is laid on the seats, not packed."))
    return move_paper(paper=paper, to=PaperState.PACKED, action="paper.pack", actor=actor, at=at)


@transaction.atomic
def new_version(*, paper: Paper, reason: str, actor: Any, at: datetime) -> Paper:
    """A late change: the old version is withdrawn, who has a copy of it is known, and the next one stands on the list.

    Raises PaperRefused without a reason, MoveRefused when there is nothing printed to withdraw.
    """
    if not reason.strip():
        raise PaperRefused("reason", _("Say what changed."))
    refuse_marked({"reason": reason}, site=paper.site)
    move_paper(
        paper=paper, to=PaperState.WITHDRAWN, action="paper.withdraw", actor=actor, at=at, reason=reason,
        withdrawn_at=at, changes={"out": HandOut.objects.filter(paper=paper, back_at=None).count()},
    )  # fmt: skip
    kept = {name: getattr(paper, name) for name in EDITED}
    fresh = Paper.objects.create(site=paper.site, event=paper.event, version=paper.version + 1, replaces=paper, **kept)
    journal(fresh, "paper.list", actor, at, reason=reason, changes={"version": fresh.version})
    return fresh
