"""The only function that moves a complaint, and what each move writes down."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from guanjia.complaints.actions.refusals import ComplaintRefused, refuse_for
from guanjia.complaints.events import ComplaintMoved
from guanjia.complaints.models import Complaint, Statement
from guanjia.complaints.queries.guidance import remedy_steps, unanswered
from guanjia.complaints.rules.crisis import StatementState
from guanjia.complaints.rules.discipline import FACTS, Known, lacks_for
from guanjia.complaints.rules.states import MOVES, NEEDS_REASON, ComplaintState, Level, verb_of
from guanjia.foundation.journal.public import record
from guanjia.foundation.live.public import touch
from guanjia.foundation.search.public import index
from guanjia.foundation.secrecy.public import refuse_marked
from guanjia.foundation.subjects.public import changed
from guanjia.kernel.states import MoveRefused, check_move

COMPLAINT = "complaints.complaint"
FOUND_BY = frozenset({"problem", "place"})
QUIET = frozenset(
    {"problem", "details", "evidence_note", "process", "result", "summary", "comment", "cause", "prevention", "persons", "place",
     "answers", "compensation_why"}
)  # fmt: skip
"""Words of people: they stay in their row, where they can be erased, and out of the journal."""


def known_of(complaint: Complaint, fields: Mapping[str, Any]) -> Known:
    """What is written down of the complaint once `fields` are."""

    def value(name: str) -> Any:
        return fields.get(name, getattr(complaint, name))

    given = {str(key): str(text) for key, text in (value("answers") or {}).items()}
    level = Level(value("level"))
    return Known(
        values={name: value(name) for name in FACTS},
        level=level,
        asked=value("asked_at") is not None,
        valid=value("is_valid"),
        true=value("is_true"),
        open_questions=unanswered(value("kind"), given),
        told_at=value("told_at"),
        result=value("result"),
        comment=value("comment"),
        anonymous=complaint.anonymous,
        cause=value("cause"),
        prevention=value("prevention"),
        report_seen=value("report_seen_at") is not None,
        our_mistake=value("our_mistake"),
        remedied={line.code for line in remedy_steps()} <= set(value("remedy") or ()),
        statement_ready=level is not Level.CRISIS or _has_statement(complaint),
    )


def _has_statement(complaint: Complaint) -> bool:
    return Statement.objects.filter(crisis__complaint=complaint, state=StatementState.APPROVED).exists()


@transaction.atomic
def move_complaint(
    *, complaint: Complaint, to: ComplaintState, actor: Any, at: datetime, reason: str = "", **fields: Any
) -> Complaint:
    """Move a complaint and set `fields` with it. Two movers: one wins, the other gets MoveRefused, as for a move that the
    table lacks. ComplaintRefused names what the five clears still lack (CMPL-011). The clocks follow.
    """
    old = complaint.stage
    check_move(MOVES, old, to)
    verb = verb_of(old, to)
    if verb in NEEDS_REASON and not reason.strip():
        raise ComplaintRefused(_("Say why."), ["reason"])
    refuse_for(lacks_for(verb, known_of(complaint, fields)))
    refuse_marked({"reason": reason} | _typed(fields), site=complaint.site)
    write_fields(complaint, {"state": to} | fields, state=old)
    note(complaint, verb, actor, at, old=old, reason=reason, fields=fields)
    return complaint


def write_fields(complaint: Complaint, fields: Mapping[str, Any], *, state: ComplaintState | None = None) -> None:
    """Compare and swap on (state, rev); raises MoveRefused for whoever saw an older one."""
    seen = state or complaint.stage
    rows = Complaint.objects.filter(pk=complaint.pk, state=seen, rev=complaint.rev)
    if not rows.update(rev=complaint.rev + 1, **fields):
        raise MoveRefused(seen, ComplaintState(fields.get("state", seen)))
    complaint.rev += 1
    for name, value in fields.items():
        setattr(complaint, name, value)


def note(
    complaint: Complaint, verb: str, actor: Any, at: datetime, *, old: str = "", reason: str = "",
    fields: Mapping[str, Any] | None = None, event: object | None = None,
) -> None:  # fmt: skip
    """Journal, plan and live pages of one deed on a complaint."""
    moved = (bool(old) and old != complaint.state) or verb == "appoint"
    record(
        site=complaint.site,
        at=at,
        actor=actor,
        action=verb,
        subject=(COMPLAINT, complaint.pk),
        from_state=str(old),
        to_state=complaint.state if moved else "",
        reason=reason,
        changes={name: _plain(value) for name, value in (fields or {}).items() if name not in QUIET} or None,
        event=event or (ComplaintMoved(complaint.pk, str(old), complaint.state, verb) if moved else None),
    )
    changed(COMPLAINT, [complaint.pk], site=complaint.site, at=at)
    touch(f"site:{complaint.site_id}:board")


@transaction.atomic
def amend(*, complaint: Complaint, verb: str, actor: Any, at: datetime, reason: str = "", **fields: Any) -> Complaint:
    """Write something down without moving: facts, details, tags. Same refusals for marked text and stale readers."""
    refuse_marked({"reason": reason} | _typed(fields), site=complaint.site)
    write_fields(complaint, fields)
    if FOUND_BY & fields.keys():
        make_findable(complaint)
    note(complaint, verb, actor, at, reason=reason, fields=fields)
    return complaint


def make_findable(complaint: Complaint) -> None:
    """Put the complaint under the one box: number, words, where. Never who."""
    index(
        kind=COMPLAINT, id=complaint.pk, site=complaint.site, title=f"{complaint.number} {complaint.problem}"[:120],
        text=f"{complaint.problem} {complaint.place} {complaint.unit.code if complaint.unit else ''}",
        url=reverse("complaints:complaint", args=[complaint.site.code, complaint.number]),
    )  # fmt: skip


def _typed(fields: Mapping[str, Any]) -> dict[str, str]:
    found = {name: value for name, value in fields.items() if isinstance(value, str)}
    for name, value in fields.items():
        if isinstance(value, dict):
            found |= {f"{name}.{key}": str(each) for key, each in value.items()}
    return found


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, str | int | bool | list):
        return value
    return getattr(value, "pk", None) or str(value)
