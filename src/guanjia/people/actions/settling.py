"""Lets many relations begin at once: the import of an estate, and estates that are built."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction

from guanjia.foundation.journal.public import record_many
from guanjia.foundation.persons.public import insert_rows, link_person, take_ids
from guanjia.foundation.sites.public import Site
from guanjia.foundation.subjects.public import changed
from guanjia.people.actions.occupancy import LINK, OCCUPANCY, UNIT, OccupancyRefused
from guanjia.people.models import Occupancy
from guanjia.people.rules.occupancy import Relation, Span, refusal
from guanjia.places.public import Unit

BATCH = 2000
COLUMNS = ("id", "site", "unit", "person", "relation", "since", "until", "lives_here", "is_contact", "rev")


@dataclass(frozen=True, slots=True)
class OccupancyDraft:
    """A relation before there is a row; the fields are Occupancy's."""

    unit_id: int
    person_id: int
    relation: Relation
    since: date | None = None
    until: date | None = None
    lives_here: bool = True
    is_contact: bool = False


@transaction.atomic
def add_occupancies(
    *, site: Site, drafts: Iterable[OccupancyDraft], actor: Any, at: datetime, linked: bool = False
) -> list[Occupancy]:
    """add_occupancy for many by bulk INSERT, in their order, without an event each; the journal gets a row each.

    All or nothing: the first that may not stand raises OccupancyRefused, a unit of another site ValueError. `linked`:
    the site sees the persons as occupiers already.
    """
    rows = list(drafts)
    _check(site, rows)
    made = _insert(site, rows)
    if not linked:
        link_person(site=site, people=[row.person for row in _with_person(made)], kind=LINK, at=at)
    written = [{"id": row.pk, "changes": {"relation": str(row.relation), "unit": row.unit_id}} for row in made]
    record_many(site=site, at=at, actor=actor, action="begin", subject_kind=OCCUPANCY, rows=written)
    changed(OCCUPANCY, [row.pk for row in made if row.until is not None], site=site, at=at)
    changed(UNIT, {row.unit_id for row in made if not row.lives_here}, site=site, at=at)
    return made


def _insert(site: Site, rows: list[OccupancyDraft]) -> list[Occupancy]:
    made = [
        Occupancy(
            pk=pk,
            site=site,
            unit_id=row.unit_id,
            person_id=row.person_id,
            relation=row.relation,
            since=row.since,
            until=row.until,
            lives_here=row.lives_here,
            is_contact=row.is_contact,
        )
        for pk, row in zip(take_ids(Occupancy, len(rows)), rows, strict=True)
    ]
    day = connection.ops.adapt_datefield_value
    values = (
        (row.pk, site.pk, row.unit_id, row.person_id, row.relation.value, day(row.since), day(row.until), row.lives_here,
         row.is_contact, 1)
        for row in made
    )  # fmt: skip
    insert_rows(Occupancy, COLUMNS, values)
    return made


def _check(site: Site, rows: list[OccupancyDraft]) -> None:
    ids = sorted({row.unit_id for row in rows})
    standing: dict[int, list[Span]] = {}
    for start in range(0, len(ids), BATCH):
        some = ids[start : start + BATCH]
        if Unit.objects.filter(pk__in=some, site=site).count() != len(some):
            raise ValueError("a unit belongs to another site")
        for row in Occupancy.objects.filter(unit__in=some):
            standing.setdefault(row.unit_id, []).append(Span(row.person_id, row.relation_enum, row.since, row.until))
    for draft in rows:
        wanted, others = (
            Span(draft.person_id, draft.relation, draft.since, draft.until),
            standing.setdefault(draft.unit_id, []),
        )
        if why := refusal(wanted, others):
            raise OccupancyRefused(why)
        others.append(wanted)


def _with_person(made: list[Occupancy]) -> Iterable[Occupancy]:
    for start in range(0, len(made), BATCH):
        some = [row.pk for row in made[start : start + BATCH]]
        yield from Occupancy.objects.filter(pk__in=some).select_related("person")
