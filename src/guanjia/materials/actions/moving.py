"""The only movers of papers and copies, and the journal of both."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from guanjia.conference.public import Event
from guanjia.foundation.journal.public import record
from guanjia.foundation.live.public import touch
from guanjia.foundation.subjects.public import changed
from guanjia.kernel.states import check_move
from guanjia.materials.models import Copy, Paper
from guanjia.materials.rules.refusals import PaperRefused, PaperStale
from guanjia.materials.rules.states import COPY_MOVES, PAPER, PAPER_MOVES, CopyState, PaperState
from guanjia.standards.public import law_at


def topic(event_id: int) -> str:
    """The live topic of an event's papers."""
    return f"event:{event_id}:papers"


def refuse_controlled(event: Event, at: datetime) -> None:
    """Pass unless the meeting is classified: of that nothing at all is kept here, and the refusal quotes the article (FIELD 1)."""
    if event.secrecy == "controlled":
        law = law_at(event.site, "secrets.ordinary_systems", at)
        words = _("Papers of a controlled meeting are not kept here: the organiser keeps them (%(article)s).")
        raise PaperRefused("", words % {"article": law.article if law else ""})


def move_paper(
    *, paper: Paper, to: PaperState, action: str, actor: Any, at: datetime, reason: str = "",
    changes: dict[str, Any] | None = None, **fields: Any,
) -> Paper:  # fmt: skip
    """Move a paper and set `fields` with it. Raises MoveRefused where the table has no such move, PaperStale when it moved
    meanwhile. To be called inside a transaction."""
    old = paper.stage
    check_move(PAPER_MOVES, old, to)
    if not Paper.objects.filter(pk=paper.pk, state=old, rev=paper.rev).update(state=to, rev=paper.rev + 1, **fields):
        raise PaperStale(_("Somebody else changed this meanwhile. Look at it again."))
    paper.state, paper.rev = to, paper.rev + 1
    for name, value in fields.items():
        setattr(paper, name, value)
    journal(paper, action, actor, at, from_state=old, reason=reason, changes=changes)
    return paper


def journal(
    paper: Paper, action: str, actor: Any, at: datetime, *, from_state: str = "", reason: str = "",
    changes: dict[str, Any] | None = None,
) -> None:  # fmt: skip
    """The journal row of a paper; the planner and the pages follow."""
    record(
        site=paper.site, at=at, actor=actor, action=action, subject=(PAPER, paper.pk), from_state=from_state,
        to_state=paper.state if from_state else "", reason=reason, changes=changes,
    )  # fmt: skip
    changed(PAPER, [paper.pk], site=paper.site, at=at)
    touch(topic(paper.event_id))


def move_copy(
    *, copy: Copy, to: CopyState, action: str, actor: Any, at: datetime, reason: str = "", **fields: Any
) -> Copy:
    """Move a numbered copy; of two who move it at once the second reads where it is now. Raises MoveRefused, PaperStale."""
    old = copy.stage
    check_move(COPY_MOVES, old, to)
    if not Copy.objects.filter(pk=copy.pk, state=old, rev=copy.rev).update(state=to, rev=copy.rev + 1, **fields):
        raise PaperStale(said_where(Copy.objects.select_related("holder").get(pk=copy.pk)))
    copy.state, copy.rev = to, copy.rev + 1
    for name, value in fields.items():
        setattr(copy, name, value)
    guest = fields.get("holder") or copy.holder
    journal(
        copy.paper, action, actor, at, reason=reason,
        changes={"copy": copy.number, "guest": guest.pk if guest else None, "from": old.value, "to": to.value},
    )  # fmt: skip
    return copy


def said_where(copy: Copy) -> str:
    """Where a copy is now, as a sentence."""
    if copy.stage is CopyState.OUT and copy.holder is not None:
        return _("Copy %(number)s is with %(name)s.") % {"number": copy.number, "name": copy.holder.name}
    return _("Copy %(number)s: %(state)s.") % {"number": copy.number, "state": _(copy.stage.label)}
