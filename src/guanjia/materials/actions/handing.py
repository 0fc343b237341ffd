"""Papers reach their readers, each with a line of the record (MATR-010, MATR-012): nothing is handed out without one."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from guanjia.conference.public import Event, Guest
from guanjia.foundation.secrecy.public import refuse_marked
from guanjia.foundation.subjects.public import changed
from guanjia.materials.actions.moving import journal, move_copy, move_paper, said_where
from guanjia.materials.models import Copy, HandOut, Paper
from guanjia.materials.queries.handing import set_of
from guanjia.materials.queries.heads import COMES, readers_of
from guanjia.materials.rules.refusals import PaperRefused, PaperStale
from guanjia.materials.rules.states import GIVEN_OUT, IN_HAND, PAPER, CopyState, How, PaperState


@transaction.atomic
def hand_copy(*, copy: Copy, guest: Guest, how: How = How.DESK, actor: Any, at: datetime) -> Copy:
    """Hand a numbered copy to the person whose number it is; a spare goes to somebody without a number of their own.

    Raises PaperRefused, naming who should have it, for the wrong person, somebody who does not come, who has one, or an
    old version; PaperStale when somebody else was quicker.
    """
    paper = copy.paper
    _check_paper(paper)
    _check_person(copy, guest)
    if copy.stage not in IN_HAND:
        raise PaperRefused("copy", said_where(copy))
    try:
        with transaction.atomic():
            move_copy(
                copy=copy, to=CopyState.OUT, action="copy.hand", actor=actor, at=at, holder=guest,
                meant_for=copy.meant_for or guest,
            )  # fmt: skip
            HandOut.objects.create(
                site=paper.site, paper=paper, copy=copy, guest=guest, how=how, given_at=at, given_by=actor
            )
    except IntegrityError:  # two copies of one paper for one person, at the same instant
        words = _("%(name)s has a copy of this paper already.")
        raise PaperStale(words % {"name": guest.name}) from None
    _begin(paper, actor, at)
    return copy


def _check_paper(paper: Paper) -> None:
    if paper.stage is PaperState.WITHDRAWN:
        fresh = Paper.objects.filter(replaces=paper).first()
        words = _("Version %(old)s was withdrawn: hand out version %(new)s.")
        raise PaperRefused("copy", words % {"old": paper.version, "new": fresh.version if fresh else "?"})
    if paper.stage not in GIVEN_OUT:
        raise PaperRefused("copy", _("%(title)s is not handed out: %(state)s.") % {
            "title": paper.title, "state": _(paper.stage.label)})  # fmt: skip


def _check_person(copy: Copy, guest: Guest) -> None:
    if guest.event_id != copy.paper.event_id or guest.answer not in COMES:
        raise PaperRefused("guest", _("%(name)s is not expected at this meeting.") % {"name": guest.name})
    if copy.meant_for is not None and copy.meant_for_id != guest.pk:
        words = _("Copy %(number)s is for %(name)s (%(unit)s), not for %(other)s.")
        unit = copy.meant_for.delegation or copy.meant_for.position or "–"
        told = {"number": copy.number, "name": copy.meant_for.name, "unit": unit, "other": guest.name}
        raise PaperRefused("guest", words % told)
    others = copy.paper.copies.exclude(pk=copy.pk)
    own = others.filter(meant_for=guest, state__in=[*IN_HAND, CopyState.OUT]).first()
    if own is not None and own.stage is CopyState.OUT:
        words = _("%(name)s has copy %(number)s already.")
        raise PaperRefused("guest", words % {"name": guest.name, "number": own.number})
    if own is not None and copy.meant_for is None:
        words = _("Hand %(name)s copy %(number)s: that is their number.")
        raise PaperRefused("guest", words % {"name": guest.name, "number": own.number})


def _begin(paper: Paper, actor: Any, at: datetime) -> None:
    """The first copy that goes out opens the hand-out."""
    fresh = Paper.objects.select_related("site").get(pk=paper.pk)
    if fresh.stage in GIVEN_OUT - {PaperState.OUT}:
        try:
            with transaction.atomic():
                move_paper(paper=fresh, to=PaperState.OUT, action="paper.hand", actor=actor, at=at)
        except PaperStale:  # another desk opened it at the same instant
            return


@transaction.atomic
def hand_set(*, event: Event, guest: Guest, actor: Any, at: datetime) -> list[Paper]:
    """One tap at check-in: every ordinary paper that this person has not got yet (MATR-010). Returns what was handed out.

    Numbered copies are scanned one by one. Raises PaperRefused for somebody who does not come; a second call gives nothing.
    """
    if guest.answer not in COMES or guest.event_id != event.pk:
        raise PaperRefused("guest", _("%(name)s is not expected at this meeting.") % {"name": guest.name})
    return [paper for paper in set_of(event) if _give(paper, [guest], How.DESK, actor, at)]


@transaction.atomic
def lay_out(*, paper: Paper, actor: Any, at: datetime) -> int:
    """The paper lies on every seat: one line of the record for each person who comes (MATR-010). Returns how many are new."""
    if paper.internal:
        raise PaperRefused("", _("A numbered copy is handed to its reader, never left on a seat."))
    _check_paper(paper)
    guests = list(readers_of(paper.event))
    if not guests:
        raise PaperRefused("", _("Nobody is on the guest list: the record needs names."))
    return _give(paper, guests, How.SEAT, actor, at)


def _give(paper: Paper, guests: Sequence[Guest], how: How, actor: Any, at: datetime) -> int:
    """Lines of the record for whoever has none; never more than there are copies."""
    paper = Paper.objects.select_for_update(of=("self",), no_key=True).select_related("site", "event").get(pk=paper.pk)
    have = set(HandOut.objects.filter(paper=paper).values_list("guest", flat=True))
    missing = [guest for guest in guests if guest.pk not in have]
    if len(have) + len(missing) > paper.printed_count:
        words = _("Only %(count)s copies of %(title)s were made.")
        raise PaperRefused("", words % {"count": paper.printed_count, "title": paper.title})
    rows = [
        HandOut(site=paper.site, paper=paper, guest=guest, how=how, given_at=at, given_by=actor) for guest in missing
    ]
    HandOut.objects.bulk_create(rows, batch_size=500)
    if rows:
        journal(paper, "paper.give", actor, at, changes={"guests": [row.guest_id for row in rows], "how": how.value})
        _begin(paper, actor, at)
    return len(rows)


@transaction.atomic
def reassign(*, copy: Copy, guest: Guest | None, reason: str, actor: Any, at: datetime) -> Copy:
    """A copy in the house becomes somebody else's number, or a spare one. Says why. Raises PaperRefused, PaperStale."""
    if not reason.strip():
        raise PaperRefused("reason", _("Say why it becomes somebody else's."))
    refuse_marked({"reason": reason}, site=copy.site)
    if copy.stage not in IN_HAND:
        raise PaperRefused("copy", said_where(copy))
    if guest is not None and (guest.event_id != copy.paper.event_id or guest.answer not in COMES):
        raise PaperRefused("guest", _("%(name)s is not expected at this meeting.") % {"name": guest.name})
    if not Copy.objects.filter(pk=copy.pk, rev=copy.rev).update(meant_for=guest, rev=copy.rev + 1):
        raise PaperStale(_("Somebody else changed this meanwhile. Look at it again."))
    copy.refresh_from_db()
    told = {"copy": copy.number, "guest": guest.pk if guest else None}
    journal(copy.paper, "copy.reassign", actor, at, reason=reason, changes=told)
    return copy


@transaction.atomic
def follow_guest(*, guest: Guest, actor: Any, at: datetime) -> int:
    """Somebody does not come: copies with their number go to who stands in for them, else they are spare. Returns how many."""
    if guest.answer in COMES:
        return 0
    heir = Guest.objects.filter(stands_in_for=guest, state__in=COMES).first()
    count = 0
    for copy in Copy.objects.filter(meant_for=guest, state=CopyState.KEPT).select_related("paper__site", "site"):
        taken = (
            heir is not None and copy.paper.copies.filter(meant_for=heir).exclude(state=CopyState.DESTROYED).exists()
        )
        words = _("%(name)s does not come") % {"name": guest.name}
        reassign(copy=copy, guest=None if taken else heir, reason=words, actor=actor, at=at)
        count += 1
    papers = Paper.objects.filter(event=guest.event_id, state=PaperState.LISTED)
    changed(PAPER, list(papers.values_list("pk", flat=True)), site=guest.site, at=at)
    return count
