"""Gate passes for goods: asked for, consented to, used once at the gate."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from guanjia.custody.public import CustodyRefused
from guanjia.duties.public import Task
from guanjia.foundation.journal.public import record
from guanjia.foundation.numbers.public import next_number
from guanjia.foundation.persons.public import Person
from guanjia.foundation.secrecy.public import refuse_marked
from guanjia.foundation.sites.public import Site, local
from guanjia.foundation.subjects.public import changed
from guanjia.frontdesk.parcels.models import GatePass
from guanjia.frontdesk.parcels.rules.passes import (
    HOLDS_FOR,
    PASS_MOVES,
    PassState,
    holds,
    is_span_allowed,
    needs_consent,
)
from guanjia.kernel.states import MoveRefused, check_move
from guanjia.people.public import HOSTS, OWNERS, Occupancy
from guanjia.places.public import Unit

PASS = "parcels.pass"
MOST_GOODS = 40


@dataclass(frozen=True, kw_only=True)
class Goods:
    """What leaves: lines of (name, count), by whom it is carried, when."""

    lines: Sequence[tuple[str, int]]
    vehicle_note: str = ""
    valid_from: datetime | None = None
    valid_until: datetime | None = None


def ask_for_pass(*, site: Site, unit: Unit, applicant: Person, goods: Goods, actor: Any, at: datetime) -> GatePass:
    """Ask for a pass for the goods of a home. An owner's holds at once, anybody else's waits for an owner's consent.

    Raises CustodyRefused: somebody who does not belong to the home, no goods, a span over three days.
    """
    relation = _relation(unit, applicant, site, at)
    lines = [{"name": name.strip()[:80], "count": count} for name, count in goods.lines if name.strip()]
    if not lines or len(lines) > MOST_GOODS or any(line["count"] < 1 for line in lines):
        raise CustodyRefused("goods", _("List the goods and count them."))
    since = goods.valid_from or at
    until = goods.valid_until or since + HOLDS_FOR
    if not is_span_allowed(since, until):
        raise CustodyRefused("valid_until", _("A pass holds for three days at most."))
    refuse_marked({"goods": " ".join(str(line["name"]) for line in lines)}, site=site)
    state = PassState.REQUESTED if needs_consent(relation) else PassState.APPROVED
    with transaction.atomic():
        row = GatePass.objects.create(
            site=site, number=next_number(site=site, prefix="FX", on=local(site, at).date()), unit=unit,
            applicant=applicant, relation=relation, goods=lines, state=state, valid_from=since, valid_until=until,
            vehicle_note=goods.vehicle_note.strip(), token=secrets.token_hex(16), asked_at=at,
        )  # fmt: skip
        _journal(row, "ask", "", actor, at)
    return row


def consent(*, gate_pass: GatePass, owner: Person, how: str, actor: Any, at: datetime) -> GatePass:
    """An owner of the home agrees; `how` says by what word. Raises CustodyRefused for somebody who is no owner now."""
    on = local(gate_pass.site, at).date()
    rows = Occupancy.objects.current(on).filter(unit=gate_pass.unit, person=owner, relation__in=OWNERS)
    if not rows.exists():
        raise CustodyRefused("owner", _("Only an owner of this home can agree."))
    if not how.strip():
        raise CustodyRefused("how", _("Say how the owner agreed."))
    fields = {"consent_by": owner, "consent_how": how.strip()}
    return _move(gate_pass, PassState.APPROVED, "consent", fields, "", actor, at)


def refuse_pass(*, gate_pass: GatePass, reason: str, actor: Any, at: datetime) -> GatePass:
    """The owner does not agree, or the goods are not theirs."""
    if not reason.strip():
        raise CustodyRefused("reason", _("Say why."))
    return _move(gate_pass, PassState.REFUSED, "refuse", {}, reason, actor, at)


def use_pass(*, gate_pass: GatePass, actor: Any, at: datetime) -> GatePass:
    """The guard compared goods and list and lets them out, once. Raises CustodyRefused outside its time, MoveRefused when used."""
    if gate_pass.stage is PassState.APPROVED and not holds(gate_pass.valid_from, gate_pass.valid_until, at):
        raise CustodyRefused("pass", _("This pass does not hold now."))
    return _move(gate_pass, PassState.USED, "use", {"used_at": at}, "", actor, at)


def cancel_pass(*, gate_pass: GatePass, reason: str, actor: Any, at: datetime) -> GatePass:
    """The pass is not needed any more."""
    return _move(gate_pass, PassState.CANCELLED, "cancel", {}, reason, actor, at)


def expire_pass(task: Task) -> None:
    """The clock ends a pass that was not used in its time."""
    row = GatePass.objects.select_related("site").get(pk=task.subject_id)
    if row.stage in {PassState.REQUESTED, PassState.APPROVED} and row.valid_until <= task.at:
        _move(row, PassState.EXPIRED, "expire", {}, "", None, task.at)


@transaction.atomic
def _move(
    row: GatePass, to: PassState, action: str, fields: dict[str, Any], reason: str, actor: Any, at: datetime
) -> GatePass:
    old = row.stage
    check_move(PASS_MOVES, old, to)
    if not GatePass.objects.filter(pk=row.pk, state=old, rev=row.rev).update(state=to, rev=row.rev + 1, **fields):
        raise MoveRefused(old, to)
    row.refresh_from_db()
    _journal(row, action, old, actor, at, reason)
    return row


def _journal(row: GatePass, action: str, old: str, actor: Any, at: datetime, reason: str = "") -> None:
    record(
        site=row.site, at=at, actor=actor, action=action, subject=(PASS, row.pk), from_state=str(old),
        to_state=row.state, reason=reason,
    )  # fmt: skip
    changed(PASS, [row.pk], site=row.site, at=at)


def _relation(unit: Unit, person: Person, site: Site, at: datetime) -> str:
    rows = Occupancy.objects.current(local(site, at).date()).filter(unit=unit, person=person, relation__in=HOSTS)
    held = {row.relation for row in rows}
    if not held:
        raise CustodyRefused("applicant", _("This person does not belong to the home."))
    owning = sorted(held & {str(each) for each in OWNERS})
    return (owning or sorted(held))[0]
