"""The list of an event's papers: opened, filled, confirmed (MATR-006)."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from guanjia.conference.public import Event
from guanjia.foundation.journal.public import record
from guanjia.foundation.live.public import touch
from guanjia.foundation.secrecy.public import refuse_marked
from guanjia.foundation.subjects.public import changed
from guanjia.kernel.states import check_move
from guanjia.materials.actions.moving import journal, move_paper, refuse_controlled, topic
from guanjia.materials.models import Paper, PaperList
from guanjia.materials.rules.copies import wastes_paper
from guanjia.materials.rules.refusals import PaperRefused, PaperStale
from guanjia.materials.rules.states import LIST, LIST_MOVES, ON_PAPER, Form, ListState, PaperState, Source

EDITED = (
    "block", "kind", "title", "form", "internal", "keeper", "source", "supplier", "packing", "pages", "double_sided",
    "recycled", "paper_reason",
)  # fmt: skip


@transaction.atomic
def open_list(*, event: Event, actor: Any, at: datetime) -> PaperList:
    """The event's list, made at the first call. Raises PaperRefused for a controlled event (FIELD 1)."""
    refuse_controlled(event, at)
    found, made = PaperList.objects.get_or_create(event=event, defaults={"site": event.site, "created_at": at})
    if made:
        record(site=event.site, at=at, actor=actor, action="list.open", subject=(LIST, found.pk))
        changed(LIST, [found.pk], site=event.site, at=at)
    return found


@transaction.atomic
def add_paper(*, event: Event, values: dict[str, Any], reason: str = "", actor: Any, at: datetime) -> Paper:
    """Put a paper onto the list. Raises PaperRefused with the field (`check_paper`), SecretRefused for a marked title.

    A list that was confirmed is then one that changed: it wants a reason, and the organiser confirms it again.
    """
    listed = open_list(event=event, actor=actor, at=at)
    values = check_paper(event, values)
    _unconfirm(listed, reason, actor, at)
    try:
        with transaction.atomic():
            paper = Paper.objects.create(site=event.site, event=event, **values)
    except IntegrityError:
        raise PaperRefused("title", _("A paper of this title is on the list already.")) from None
    journal(paper, "paper.list", actor, at, changes={"title": paper.title, "internal": paper.internal}, reason=reason)
    return paper


@transaction.atomic
def change_paper(*, paper: Paper, values: dict[str, Any], reason: str = "", actor: Any, at: datetime) -> Paper:
    """Change a paper that is not printed yet; afterwards a new version takes its place. Raises as add_paper does."""
    if paper.stage is not PaperState.LISTED:
        raise PaperRefused("", _("It is printed: make a new version of it."))
    values = check_paper(paper.event, values)
    told = {name: str(value) for name, value in values.items() if getattr(paper, name) != value}
    if not told:
        return paper
    _unconfirm(open_list(event=paper.event, actor=actor, at=at), reason, actor, at)
    if not Paper.objects.filter(pk=paper.pk, rev=paper.rev, state=PaperState.LISTED).update(
        rev=paper.rev + 1, **values
    ):
        raise PaperStale(_("Somebody else changed this meanwhile. Look at it again."))
    paper.refresh_from_db()
    journal(paper, "paper.change", actor, at, changes=told, reason=reason)
    return paper


@transaction.atomic
def drop_paper(*, paper: Paper, reason: str, actor: Any, at: datetime) -> Paper:
    """Strike a paper that is not printed off the list."""
    _unconfirm(open_list(event=paper.event, actor=actor, at=at), reason, actor, at)
    return move_paper(paper=paper, to=PaperState.DROPPED, action="paper.drop", actor=actor, at=at, reason=reason)


def check_paper(event: Event, values: dict[str, Any]) -> dict[str, Any]:
    """The values as they are kept. Raises PaperRefused: no title, an internal paper without a keeper, a supplier nobody named,
    an internal paper with an outside printer, paper wasted without a reason (MATR-016); SecretRefused for a mark (FIELD 1)."""
    kept = {name: values[name] for name in EDITED if name in values}
    texts = {name: str(kept.get(name, "")).strip() for name in ("title", "supplier", "paper_reason")}
    refuse_marked(texts, site=event.site)
    kept |= texts
    if not texts["title"]:
        raise PaperRefused("title", _("Say what the paper is."))
    if kept.get("internal") and kept.get("keeper") is None:
        raise PaperRefused("keeper", _("An internal paper has a named keeper (MATR-011)."))
    if kept.get("internal") and kept.get("source") == Source.SUPPLIER:
        raise PaperRefused("source", _("An internal paper does not leave the house to be printed."))
    if kept.get("source") == Source.SUPPLIER and not texts["supplier"]:
        raise PaperRefused("supplier", _("Name the supplier."))
    form = Form(kept.get("form", Form.ELECTRONIC))
    if kept.get("internal") and form not in ON_PAPER:
        raise PaperRefused("form", _("Numbered copies are on paper."))
    on = {name: bool(kept.get(name, True)) for name in ("double_sided", "recycled")}
    if wastes_paper(form, **on) and not texts["paper_reason"]:
        raise PaperRefused(
            "paper_reason", _("Paper is printed on both sides of recycled sheets; say why this one is not.")
        )
    return kept


def _unconfirm(listed: PaperList, reason: str, actor: Any, at: datetime) -> None:
    if listed.stage is not ListState.CONFIRMED:
        return
    if not reason.strip():
        raise PaperRefused("reason", _("The list is confirmed: say why it changes."))
    refuse_marked({"reason": reason}, site=listed.site)
    _move_list(listed, ListState.CHANGED, "list.change", actor, at, reason, changed_at=at)


@transaction.atomic
def confirm_list(*, listed: PaperList, none_needed: bool = False, actor: Any, at: datetime) -> PaperList:
    """The organiser's list is complete (MATR-006). An empty one is confirmed only by saying that nothing is needed."""
    papers = Paper.objects.filter(event=listed.event_id).exclude(state=PaperState.DROPPED)
    if not papers.exists() and not none_needed:
        raise PaperRefused("none_needed", _("The list is empty: say that this meeting needs no papers."))
    again = listed.changed_at is not None
    return _move_list(
        listed, ListState.CONFIRMED, "list.reconfirm" if again else "list.confirm", actor, at, "",
        confirmed_at=at, confirmed_by=actor,
    )  # fmt: skip


def _move_list(
    listed: PaperList, to: ListState, action: str, actor: Any, at: datetime, reason: str, **fields: Any
) -> PaperList:
    old = listed.stage
    check_move(LIST_MOVES, old, to)
    if not PaperList.objects.filter(pk=listed.pk, state=old, rev=listed.rev).update(
        state=to, rev=listed.rev + 1, **fields
    ):
        raise PaperStale(_("Somebody else changed this meanwhile. Look at it again."))
    listed.state, listed.rev = to, listed.rev + 1
    for name, value in fields.items():
        setattr(listed, name, value)
    record(
        site=listed.site, at=at, actor=actor, action=action, subject=(LIST, listed.pk), from_state=old, to_state=to,
        reason=reason,
    )  # fmt: skip
    changed(LIST, [listed.pk], site=listed.site, at=at)
    touch(topic(listed.event_id))
    return listed
