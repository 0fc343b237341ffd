"""Moving in, transfer of ownership, moving out: opened, checked by duties, completed (FIELD 23)."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext

from guanjia.duties.public import require
from guanjia.foundation.journal.public import record
from guanjia.foundation.numbers.public import next_number
from guanjia.foundation.persons.public import Person
from guanjia.foundation.secrecy.public import refuse_marked
from guanjia.foundation.sites.public import Site
from guanjia.foundation.subjects.public import changed
from guanjia.frontdesk.homes.events import PassageDone
from guanjia.frontdesk.homes.models import Passage
from guanjia.frontdesk.homes.rules.passage import PASSAGE_MOVES, PassageKind, PassageState, ProofKind, refusal
from guanjia.kernel.states import MoveRefused, check_move
from guanjia.people.public import (
    OWNERS,
    Occupancy,
    Relation,
    add_occupancy,
    end_occupancy,
    household,
    local_day,
    set_lives_here,
)
from guanjia.places.public import Unit

PASSAGE = "homes.passage"
VERBS = {PassageState.DONE: "complete", PassageState.CANCELLED: "cancel"}


class PassageRefused(Exception):
    """It cannot be opened so; str() says why in the reader's language."""


@transaction.atomic
def open_passage(
    *,
    site: Site,
    kind: PassageKind,
    unit: Unit,
    person: Person,
    planned_on: date,
    actor: Any,
    at: datetime,
    proof: ProofKind = ProofKind.NONE,
    proof_tail: str = "",
    ends: Collection[int] = (),
    note: str = "",
) -> Passage:
    """Open a change of people; its checks become duties at once. `ends` are relations of this unit.

    Raises PassageRefused (rules.passage.refusal, a relation of another home, a second one of the kind under way) and
    SecretRefused. What is owed to anybody is not asked for.
    """
    refuse_marked({"note": note}, site=site)
    if why := refusal(kind, proof, proof_tail, len(ends)):
        raise PassageRefused(gettext(why))
    if unit.site_id != site.pk or Occupancy.objects.filter(pk__in=ends, unit=unit).count() != len(set(ends)):
        raise PassageRefused(gettext("These people do not belong to this home."))
    Unit.objects.select_for_update(no_key=True).get(pk=unit.pk)
    if Passage.objects.filter(unit=unit, kind=kind, state=PassageState.OPEN).exists():
        raise PassageRefused(gettext("One is under way for this home already."))
    passage = Passage.objects.create(
        site=site,
        number=next_number(site=site, prefix="SX", on=local_day(site, at)),
        kind=kind,
        unit=unit,
        person=person,
        planned_on=planned_on,
        proof_kind=proof,
        proof_tail=proof_tail.upper(),
        ends=sorted(ends),
        note=note,
        opened_at=at,
    )
    record(
        site=site, at=at, actor=actor, action="open", subject=(PASSAGE, passage.pk), to_state=PassageState.OPEN,
        changes={"kind": str(kind), "unit": unit.pk, "person": person.pk},
    )  # fmt: skip
    changed(PASSAGE, [passage.pk], site=site, at=at)
    return passage


@transaction.atomic
def complete_passage(*, passage: Passage, actor: Any, at: datetime) -> Passage:
    """Complete it: the relations change from today on.

    A transfer ends the old owners and their families, lets the lessees stay (民法典 725) and makes the new owner one;
    moving out ends the chosen relations, owners merely live elsewhere from now on. Raises GateClosed while a check is
    open, MoveRefused when somebody else was faster.
    """
    require(PASSAGE, passage.pk, "complete", at=at)
    _move(passage, PassageState.DONE, actor, at, done_at=at)
    today = local_day(passage.site, at)
    if passage.kind_enum is PassageKind.TRANSFER:
        _transfer(passage, today, actor, at)
    elif passage.kind_enum is PassageKind.MOVE_OUT:
        _move_out(passage, today, actor, at)
    return passage


def cancel_passage(*, passage: Passage, actor: Any, at: datetime, reason: str) -> Passage:
    """Call it off; its checks are withdrawn. Raises PassageRefused without a reason, MoveRefused once it is done."""
    if not reason.strip():
        raise PassageRefused(gettext("Say why."))
    refuse_marked({"reason": reason}, site=passage.site)
    with transaction.atomic():
        return _move(passage, PassageState.CANCELLED, actor, at, reason=reason)


def _transfer(passage: Passage, today: date, actor: Any, at: datetime) -> None:
    leaving = OWNERS | {Relation.FAMILY}
    for row in household(passage.unit_id, today).rows:
        if row.relation_enum in leaving or row.person_id == passage.person_id:
            end_occupancy(occupancy=row, on=today, actor=actor, at=at, reason=passage.number)
    add_occupancy(
        site=passage.site,
        unit=passage.unit,
        person=passage.person,
        relation=Relation.OWNER,
        since=today,
        is_contact=True,
        actor=actor,
        at=at,
        reason=passage.number,
    )


def _move_out(passage: Passage, today: date, actor: Any, at: datetime) -> None:
    for row in Occupancy.objects.select_related("site").filter(pk__in=passage.ends, unit=passage.unit_id):
        if row.relation_enum in OWNERS:
            set_lives_here(occupancy=row, lives_here=False, actor=actor, at=at, reason=passage.number)
        else:
            end_occupancy(occupancy=row, on=today, actor=actor, at=at, reason=passage.number)


def _move(passage: Passage, to: PassageState, actor: Any, at: datetime, reason: str = "", **fields: Any) -> Passage:
    old = passage.stage
    check_move(PASSAGE_MOVES, old, to)
    rows = Passage.objects.filter(pk=passage.pk, state=old, rev=passage.rev)
    if not rows.update(state=to, rev=passage.rev + 1, **fields):
        raise MoveRefused(old, to)
    passage.state, passage.rev = to, passage.rev + 1
    for name, value in fields.items():
        setattr(passage, name, value)
    event = None
    if to is PassageState.DONE:
        event = PassageDone(passage.pk, passage.site_id, passage.unit_id, passage.kind)
    record(
        site=passage.site, at=at, actor=actor, action=VERBS[to], subject=(PASSAGE, passage.pk), from_state=old,
        to_state=to, reason=reason, event=event,
    )  # fmt: skip
    changed(PASSAGE, [passage.pk], site=passage.site, at=at)
    return passage
