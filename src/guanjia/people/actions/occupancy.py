"""Who belongs to a unit: beginning, changing and ending a dated relation. The only writers of Occupancy."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext

from guanjia.foundation.journal.public import entries, record
from guanjia.foundation.persons.public import Person, link_person
from guanjia.foundation.sites.public import Site
from guanjia.foundation.subjects.public import changed
from guanjia.people.events import OccupancyBegan, OccupancyEnded
from guanjia.people.models import Occupancy
from guanjia.people.queries.occupancy import is_host
from guanjia.people.rules.occupancy import BACKWARDS, REFUSALS, Relation, Span, refusal
from guanjia.places.public import Unit

OCCUPANCY = "people.occupancy"
UNIT = "places.unit"
LINK = "occupier"


class OccupancyRefused(Exception):
    """The relation cannot stand; `why` is a key of rules.occupancy.REFUSALS, str() says it in the reader's language."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why

    def __str__(self) -> str:
        return gettext(REFUSALS[self.why])


class OccupancyChanged(Exception):
    """Somebody else changed or ended the relation in the meantime."""

    def __str__(self) -> str:
        return gettext("Somebody else has changed this entry meanwhile. Look again.")


@transaction.atomic
def add_occupancy(
    *,
    site: Site,
    unit: Unit,
    person: Person,
    relation: Relation,
    actor: Any,
    at: datetime,
    since: date | None = None,
    until: date | None = None,
    lives_here: bool = True,
    is_contact: bool = False,
    reason: str = "",
) -> Occupancy:
    """Let a relation of a person to a unit begin; the site sees the person from now on (FIELD 23).

    Raises OccupancyRefused (see rules.occupancy.refusal) and ValueError for a unit of another site. The unit's row is
    locked meanwhile: of two sole owners entered at once, one is refused. Announces OccupancyBegan.
    """
    if unit.site_id != site.pk:
        raise ValueError("the unit belongs to another site")
    Unit.objects.select_for_update(no_key=True).get(pk=unit.pk)
    if why := refusal(Span(person.pk, relation, since, until), _spans(unit.pk)):
        raise OccupancyRefused(why)
    if is_contact:
        Occupancy.objects.filter(unit=unit, is_contact=True).update(is_contact=False)
    row = Occupancy.objects.create(
        site=site,
        unit=unit,
        person=person,
        relation=relation,
        since=since,
        until=until,
        lives_here=lives_here,
        is_contact=is_contact,
    )
    link_person(site=site, people=[person], kind=LINK, at=at)
    _note(
        row,
        "begin",
        actor,
        at,
        reason,
        {"relation": str(relation), "unit": unit.pk, "since": since, "until": until},
        OccupancyBegan(row.pk, site.pk, unit.pk, person.pk, str(relation)),
    )
    return row


@transaction.atomic
def end_occupancy(*, occupancy: Occupancy, on: date, actor: Any, at: datetime, reason: str = "") -> Occupancy:
    """End the relation: `on` is the first day that it no longer holds, in the past, today or ahead.

    Raises OccupancyRefused (before its beginning) and OccupancyChanged (compare and swap on rev). One that ends no
    later already stays as it is. Announces OccupancyEnded, whose `left` says whether the person is still a host there.
    """
    if occupancy.until is not None and occupancy.until <= on:
        return occupancy
    if occupancy.since is not None and on < occupancy.since:
        raise OccupancyRefused(BACKWARDS)
    old = occupancy.until
    _swap(occupancy, until=on, is_contact=False)
    announce_end(occupancy, actor=actor, at=at, reason=reason, changes={"until": [old, on]})
    return occupancy


@transaction.atomic
def extend_occupancy(*, occupancy: Occupancy, until: date, actor: Any, at: datetime, reason: str = "") -> Occupancy:
    """Let it last longer, as a renewed lease does. Raises OccupancyRefused (no later than before, or somebody else is
    owner then) and OccupancyChanged."""
    Unit.objects.select_for_update(no_key=True).get(pk=occupancy.unit_id)
    if occupancy.until is None or until <= occupancy.until:
        raise OccupancyRefused(BACKWARDS)
    wanted = Span(occupancy.person_id, occupancy.relation_enum, occupancy.since, until)
    if why := refusal(wanted, _spans(occupancy.unit_id, leave_out=occupancy.pk)):
        raise OccupancyRefused(why)
    old = occupancy.until
    _swap(occupancy, until=until)
    _note(occupancy, "extend", actor, at, reason, {"until": [old, until]}, None)
    return occupancy


@transaction.atomic
def set_contact(*, occupancy: Occupancy, actor: Any, at: datetime) -> Occupancy:
    """Make this the one whom the desk rings first; whoever was it before no longer is. Raises OccupancyChanged."""
    Unit.objects.select_for_update(no_key=True).get(pk=occupancy.unit_id)
    Occupancy.objects.filter(unit_id=occupancy.unit_id, is_contact=True).exclude(pk=occupancy.pk).update(
        is_contact=False
    )
    _swap(occupancy, is_contact=True)
    _note(occupancy, "set_contact", actor, at, "", {"unit": occupancy.unit_id}, None)
    return occupancy


@transaction.atomic
def set_lives_here(*, occupancy: Occupancy, lives_here: bool, actor: Any, at: datetime, reason: str = "") -> Occupancy:
    """Note that somebody lives there, or no longer does, without their relation ending: an owner who moved elsewhere.

    Raises OccupancyChanged; the same again changes nothing.
    """
    if occupancy.lives_here == lives_here:
        return occupancy
    _swap(occupancy, lives_here=lives_here)
    _note(occupancy, "live_there" if lives_here else "live_elsewhere", actor, at, reason, {}, None)
    return occupancy


@transaction.atomic
def lapse_occupancy(*, occupancy: Occupancy, at: datetime) -> None:
    """Announce a relation whose dated end has come without anybody ending it: a lease that ran out. Once only."""
    told = entries(occupancy.site).filter(subject_kind=OCCUPANCY, subject_id=occupancy.pk, action__in=("end", "lapse"))
    if occupancy.until is not None and not told.exists():
        announce_end(occupancy, actor=None, at=at, reason="", changes={"until": occupancy.until}, action="lapse")


def announce_end(
    occupancy: Occupancy, *, actor: Any, at: datetime, reason: str, changes: dict[str, Any], action: str = "end"
) -> None:
    """Write the end into the journal with OccupancyEnded; also for a lease that ran out by itself (action "lapse")."""
    assert occupancy.until is not None
    event = OccupancyEnded(
        occupancy.pk,
        occupancy.site_id,
        occupancy.unit_id,
        occupancy.person_id,
        occupancy.relation,
        occupancy.until,
        left=not is_host(occupancy.person_id, occupancy.unit_id, occupancy.until),
    )
    _note(occupancy, action, actor, at, reason, changes, event)


def _spans(unit_id: int, *, leave_out: int = 0) -> list[Span]:
    rows = Occupancy.objects.filter(~Q(pk=leave_out), unit_id=unit_id)
    return [Span(row.person_id, row.relation_enum, row.since, row.until) for row in rows]


def _swap(occupancy: Occupancy, **fields: Any) -> None:
    rows = Occupancy.objects.filter(pk=occupancy.pk, rev=occupancy.rev)
    if not rows.update(rev=occupancy.rev + 1, **fields):
        raise OccupancyChanged
    occupancy.rev += 1
    for name, value in fields.items():
        setattr(occupancy, name, value)


def _note(
    row: Occupancy, action: str, actor: Any, at: datetime, reason: str, changes: dict[str, Any], event: object | None
) -> None:
    record(
        site=row.site,
        at=at,
        actor=actor,
        action=action,
        subject=(OCCUPANCY, row.pk),
        reason=reason,
        changes=changes | {"person": row.person_id},
        event=event,
    )
    changed(OCCUPANCY, [row.pk], site=row.site, at=at)
    changed(UNIT, [row.unit_id], site=row.site, at=at)
