"""The leaders' reception office: documents, callers, whereabouts, errands (W12)."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from guanjia.foundation.journal.public import record
from guanjia.foundation.live.public import touch
from guanjia.foundation.secrecy.public import refuse_marked
from guanjia.foundation.sites.public import Site, local, to_utc, work_calendar
from guanjia.foundation.subjects.public import changed
from guanjia.kernel.states import MoveRefused, check_move
from guanjia.reception.models import Caller, Circulation, Errand, Group, Leader
from guanjia.reception.rules.kinds import ERRAND, GROUP, PAPER
from guanjia.reception.rules.office import (
    CALLER_MOVES,
    PAPER_MOVES,
    PAPER_VERBS,
    CallerKind,
    CallerState,
    PaperState,
    Whereabouts,
    hand_over_due,
    may_go_in,
)
from guanjia.reception.rules.refusals import ReceptionRefused

REMEMBERED = timedelta(days=90)
"""A caller's name is kept as long as a visitor's (LAW: shortest necessary, 90 days by default)."""


def office_topic(site_id: int) -> str:
    """The live topic of the leaders' office."""
    return f"site:{site_id}:leaders"


@transaction.atomic
def set_up_group(*, site: Site, floors: str, leaders: bool, actor: Any, at: datetime) -> Group:
    """The site has a reception group from now on: its checks of the day begin. A second call changes floors and leaders."""
    group, made = Group.objects.get_or_create(
        site=site, defaults={"begun_at": at, "floors": floors, "leaders": leaders}
    )
    if not made:
        Group.objects.filter(pk=group.pk).update(floors=floors.strip()[:40], leaders=leaders, rev=group.rev + 1)
        group.refresh_from_db()
    record(site=site, at=at, actor=actor, action="group.set", subject=(GROUP, group.pk), changes={"floors": floors})
    changed(GROUP, [group.pk], site=site, at=at)
    return group


@transaction.atomic
def add_leader(*, site: Site, actor: Any, at: datetime, **fields: Any) -> Leader:
    """Put a leader onto the list of the floors. Raises ReceptionRefused without name, form of address or office."""
    for name in ("name", "title", "room"):
        if not str(fields.get(name, "")).strip():
            raise ReceptionRefused(name, _("Name, form of address and office are needed."))
    refuse_marked({name: str(value) for name, value in fields.items()}, site=site)
    return Leader.objects.create(site=site, **fields)


@transaction.atomic
def say_whereabouts(*, leader: Leader, where: Whereabouts, until: datetime | None, actor: Any, at: datetime) -> Leader:
    """Where the leader is and until when. Only the group's page shows it; the journal says that it changed, not to what."""
    Leader.objects.filter(pk=leader.pk).update(whereabouts=where, until=until)
    leader.refresh_from_db()
    record(site=leader.site, at=at, actor=actor, action="whereabouts", subject=("reception.leader", leader.pk))
    touch(office_topic(leader.site_id))
    return leader


@transaction.atomic
def bring_paper(
    *, leader: Leader, title: str, number: str, wanted_at: datetime | None, actor: Any, at: datetime
) -> Circulation:
    """A document goes to a leader. Title, leader and document number are the record (LEAD-004); all three are needed."""
    if not title.strip():
        raise ReceptionRefused("title", _("Write down the title."))
    if not number.strip():
        raise ReceptionRefused("number", _("Write down the document number."))
    if wanted_at is not None and wanted_at <= at:
        raise ReceptionRefused("wanted_at", _("Give a time to come."))
    refuse_marked({"title": title, "number": number}, site=leader.site)
    made = Circulation.objects.create(
        site=leader.site, leader=leader, title=title.strip()[:160], number=number.strip()[:60], keeper=actor,
        brought_at=at, wanted_at=wanted_at,
    )  # fmt: skip
    _paper_note(made, "bring", actor, at, "")
    return made


@transaction.atomic
def move_paper(
    *, paper: Circulation, to: PaperState, taken_by: str = "", reason: str = "", actor: Any, at: datetime
) -> Circulation:
    """The next move. Collecting makes `actor` its keeper and sets when it is due at the document officer's (LEAD-003);
    handing over needs who took it, a missing one a reason. Raises ReceptionRefused, MoveRefused."""
    old = paper.stage
    check_move(PAPER_MOVES, old, to)
    fields: dict[str, Any] = {"state": to, "rev": paper.rev + 1}
    if to is PaperState.COLLECTED:
        calendar = work_calendar(paper.site)
        due = hand_over_due(local(paper.site, at).replace(tzinfo=None), calendar.is_working_day)
        fields |= {"collected_at": at, "keeper": actor, "hand_due_at": to_utc(paper.site, due)}
    if to is PaperState.HANDED:
        if not taken_by.strip():
            raise ReceptionRefused("taken_by", _("Write down who took it at the document officer's."))
        fields |= {"handed_at": at, "handed_to": taken_by.strip()[:80]}
    if to is PaperState.MISSING and not reason.strip():
        raise ReceptionRefused("reason", _("Say since when it is missing and where was looked."))
    refuse_marked({"reason": reason, "taken_by": taken_by}, site=paper.site)
    if not Circulation.objects.filter(pk=paper.pk, state=old, rev=paper.rev).update(**fields):
        raise MoveRefused(old, to)
    paper.refresh_from_db()
    _paper_note(paper, PAPER_VERBS[to], actor, at, str(old), reason)
    return paper


def _paper_note(paper: Circulation, action: str, actor: Any, at: datetime, old: str, reason: str = "") -> None:
    record(
        site=paper.site, at=at, actor=actor, action=action, subject=(PAPER, paper.pk), from_state=old,
        to_state=paper.state, reason=reason,
    )  # fmt: skip
    changed(PAPER, [paper.pk], site=paper.site, at=at)
    touch(office_topic(paper.site_id))


@transaction.atomic
def receive_caller(
    *, site: Site, kind: CallerKind, matter: str, name: str = "", leader: Leader | None = None, actor: Any, at: datetime
) -> Caller:
    """Somebody came or rang for a leader. Raises ReceptionRefused without a matter."""
    if not matter.strip():
        raise ReceptionRefused("matter", _("Say what it is about."))
    refuse_marked({"matter": matter, "name": name}, site=site)
    made = Caller.objects.create(
        site=site, leader=leader, kind=kind, name=name.strip()[:80], matter=matter.strip()[:200], came_at=at
    )
    _caller_note(made, "caller.come", actor, at)
    return made


@transaction.atomic
def move_caller(*, caller: Caller, to: CallerState, outcome: str = "", actor: Any, at: datetime) -> Caller:
    """Led in, gone, or passed on to whom. A petitioner is never led to a leader: passed on, with to whom.

    Raises ReceptionRefused, MoveRefused.
    """
    old = caller.stage
    check_move(CALLER_MOVES, old, to)
    if to is CallerState.INSIDE:
        if not may_go_in(caller.sort):
            raise ReceptionRefused("outcome", _("A petitioner goes to the petition office: pass on, and say to whom."))
        if caller.leader is None or caller.leader.where is not Whereabouts.IN:
            raise ReceptionRefused("outcome", _("The leader is not in the office: let them wait, or pass on."))
    if to is CallerState.PASSED and not outcome.strip():
        raise ReceptionRefused("outcome", _("Say to whom it was passed on."))
    refuse_marked({"outcome": outcome}, site=caller.site)
    fields: dict[str, Any] = {"state": to, "rev": caller.rev + 1}
    if to in {CallerState.DONE, CallerState.PASSED}:
        fields |= {"ended_at": at, "outcome": outcome.strip()[:200]}
    if not Caller.objects.filter(pk=caller.pk, state=old, rev=caller.rev).update(**fields):
        raise MoveRefused(old, to)
    caller.refresh_from_db()
    _caller_note(caller, "caller.move", actor, at, str(old))
    return caller


def _caller_note(caller: Caller, action: str, actor: Any, at: datetime, old: str = "") -> None:
    subject = ("reception.caller", caller.pk)
    record(site=caller.site, at=at, actor=actor, action=action, subject=subject, from_state=old, to_state=caller.state)
    touch(office_topic(caller.site_id))


def forget_callers(*, site: Site, at: datetime, limit: int = 1000) -> int:
    """Forget the names of callers who came more than 90 days ago; returns how many. May run twice."""
    old = Caller.objects.filter(site=site, came_at__lt=at - REMEMBERED, forgotten_at=None).exclude(state="waiting")
    pks = list(old.order_by("pk").values_list("pk", flat=True)[:limit])
    return Caller.objects.filter(pk__in=pks).update(name="", forgotten_at=at)


@transaction.atomic
def note_errand(
    *, site: Site, words: str, due_at: datetime, leader: Leader | None = None, actor: Any, at: datetime
) -> Errand:
    """Write a task down as it was understood (LEAD-019). Raises ReceptionRefused without words or with a time that is past."""
    if not words.strip():
        raise ReceptionRefused("words", _("Write down what is to be done."))
    if due_at <= at:
        raise ReceptionRefused("due_at", _("Give a time to come."))
    refuse_marked({"words": words}, site=site)
    made = Errand.objects.create(
        site=site, leader=leader, words=words.strip()[:200], noted_by=actor, noted_at=at, due_at=due_at
    )
    record(site=site, at=at, actor=actor, action="errand.note", subject=(ERRAND, made.pk))
    changed(ERRAND, [made.pk], site=site, at=at)
    touch(office_topic(site.pk))
    return made


@transaction.atomic
def finish_errand(*, errand: Errand, outcome: str, actor: Any, at: datetime) -> Errand:
    """It is done, with what came of it. Raises MoveRefused the second time."""
    if not outcome.strip():
        raise ReceptionRefused("outcome", _("Say what came of it."))
    refuse_marked({"outcome": outcome}, site=errand.site)
    fields = {"done_at": at, "outcome": outcome.strip()[:200], "rev": errand.rev + 1}
    if not Errand.objects.filter(pk=errand.pk, done_at=None).update(**fields):
        raise MoveRefused(CallerState.DONE, CallerState.DONE)
    errand.refresh_from_db()
    record(site=errand.site, at=at, actor=actor, action="finish", subject=(ERRAND, errand.pk))
    changed(ERRAND, [errand.pk], site=errand.site, at=at)
    touch(office_topic(errand.site_id))
    return errand
