"""Numbered copies come back, each one (MATR-013); one that does not is searched for and put on record."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from guanjia.foundation.messages.public import notify
from guanjia.foundation.secrecy.public import refuse_marked
from guanjia.kernel.states import check_move
from guanjia.materials.actions.moving import journal, move_copy, move_paper, said_where
from guanjia.materials.models import Copy, HandOut, Incident, Paper
from guanjia.materials.rules.recall import may_approve, recall_of
from guanjia.materials.rules.refusals import PaperRefused, PaperStale
from guanjia.materials.rules.states import INCIDENT_MOVES, UNACCOUNTED, CopyState, IncidentState, PaperState
from guanjia.people.public import Roles, users_with_role
from guanjia.posts.public import on_post
from guanjia.ui.listing import listed

MISSING = "materials.missing"
"""The message about a missing copy: number and room, no title (FIELD 5)."""


@transaction.atomic
def take_back(*, copy: Copy, actor: Any, at: datetime) -> Copy:
    """A copy was scanned back. Also one that was missing or lost: its incident ends as found. Raises PaperRefused, PaperStale."""
    if copy.stage not in {CopyState.OUT, CopyState.MISSING, CopyState.LOST}:
        raise PaperRefused("copy", said_where(copy))
    move_copy(copy=copy, to=CopyState.BACK, action="copy.back", actor=actor, at=at)
    HandOut.objects.filter(copy=copy, back_at=None).update(back_at=at, back_by=actor)
    for incident in Incident.objects.filter(copy=copy).exclude(state=IncidentState.FOUND):
        _move_incident(incident, IncidentState.FOUND, ended_at=at)
    return copy


@transaction.atomic
def report_missing(*, copy: Copy, searched: str, reported_to: str, actor: Any, at: datetime) -> Incident:
    """A copy did not come back: the exit is held, what was searched is written down, security and the manager are told.

    Raises PaperRefused where a word is missing or the copy is in the house; once a copy.
    """
    if not searched.strip():
        raise PaperRefused("searched", _("Write down what was searched and who was asked."))
    if not reported_to.strip():
        raise PaperRefused("reported_to", _("Write down to whom it was reported."))
    refuse_marked({"searched": searched, "reported_to": reported_to}, site=copy.site)
    if copy.stage is CopyState.MISSING:
        raise PaperRefused("copy", said_where(copy))
    move_copy(copy=copy, to=CopyState.MISSING, action="copy.missing", actor=actor, at=at)
    incident = Incident.objects.create(
        site=copy.site, copy=copy, searched=searched.strip()[:1000], reported_to=reported_to.strip()[:120],
        opened_by=actor, opened_at=at,
    )  # fmt: skip
    told = [*on_post(copy.site, "security", at), *users_with_role(copy.site, Roles.SITE_MANAGER, at=at)]
    notify(
        site=copy.site, users=told, template=MISSING, context={"number": copy.number, "room": _room_of(copy.paper)},
        link=f"/s/{copy.site.code}/materials/papers/{copy.paper_id}/recall/", urgent=True, at=at,
    )  # fmt: skip
    return incident


def _room_of(paper: Paper) -> str:
    return paper.block.room.name if paper.block is not None else paper.event.ref


@transaction.atomic
def approve_incident(*, incident: Incident, actor: Any, at: datetime) -> Incident:
    """One of two approvals, by somebody who did not report it. With the second the copy is on record as lost.

    Raises PaperRefused for the reporter or the first approver, MoveRefused once it is settled.
    """
    if not may_approve(incident.opened_by_id, incident.first_by_id, actor.pk):
        raise PaperRefused("", _("Two people who did not report it approve it, each once."))
    if incident.stage is IncidentState.OPEN:
        _move_incident(incident, IncidentState.FIRST, first_by=actor, first_at=at)
    else:
        _move_incident(incident, IncidentState.APPROVED, second_by=actor, second_at=at, ended_at=at)
        copy = Copy.objects.select_related("paper__site", "site", "holder").get(pk=incident.copy_id)
        move_copy(copy=copy, to=CopyState.LOST, action="copy.lost", actor=actor, at=at)
        HandOut.objects.filter(copy=copy, back_at=None).update(back_at=at, back_by=actor)
    paper = incident.copy.paper
    journal(paper, "incident.approve", actor, at, changes={"copy": incident.copy.number, "to": incident.state})
    return incident


def _move_incident(incident: Incident, to: IncidentState, **fields: Any) -> None:
    old = incident.stage
    check_move(INCIDENT_MOVES, old, to)
    if not Incident.objects.filter(pk=incident.pk, state=old).update(state=to, **fields):
        raise PaperStale(_("Somebody else changed this meanwhile. Look at it again."))
    incident.state = to
    for name, value in fields.items():
        setattr(incident, name, value)


@transaction.atomic
def finish_recall(*, paper: Paper, spares: int, actor: Any, at: datetime) -> Paper:
    """Every copy is accounted for: scanned back, on record as lost, or with the keeper, who counted `spares` never handed out.

    Raises PaperRefused naming each copy that is missing and who has it, or when the count differs from the register.
    """
    if not paper.internal:
        raise PaperRefused("", _("Only numbered copies are recalled."))
    paper = Paper.objects.select_for_update(of=("self",), no_key=True).select_related("site", "event").get(pk=paper.pk)
    copies = list(paper.copies.select_related("holder"))
    if not recall_of([copy.stage for copy in copies]).complete:
        raise PaperRefused("", _("Not back yet: %(list)s.") % {"list": said_missing(copies)})
    kept = sum(copy.stage is CopyState.KEPT for copy in copies)
    if spares != kept:
        words = _("%(kept)s copies were never handed out, %(counted)s were counted: count again.")
        raise PaperRefused("spares", words % {"kept": kept, "counted": spares})
    return move_paper(
        paper=paper, to=PaperState.RECALLED, action="paper.recall", actor=actor, at=at, recalled_at=at,
        changes={"copies": len(copies), "kept": kept},
    )  # fmt: skip


def said_missing(copies: list[Copy]) -> str:
    """The copies nobody answers for, each with its number and who has it."""
    open_ones = [copy for copy in copies if copy.stage in UNACCOUNTED]
    return listed(f"{copy.number} {copy.holder.name if copy.holder else ''}".strip() for copy in open_ones)
