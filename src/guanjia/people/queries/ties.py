"""Everybody of a home, or of all homes of a person, with their masked telephones and plates, by one statement (一户一档)."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from django.db import connection

from guanjia.foundation.persons.public import Face, masked_rows
from guanjia.foundation.sites.public import Site
from guanjia.people.rules.occupancy import Relation

CURRENT = "(o.since IS NULL OR o.since <= %s) AND (o.until IS NULL OR o.until > %s)"
COLUMNS = """h.id AS unit, h.code AS code, o.id AS tie, o.relation AS relation, o.is_contact AS contact,
 p.id AS person, p.name AS name, p.affiliation AS affiliation, p.key_id AS key_id, p.wrapped_key AS wrapped"""
OF_PERSON = f"""SELECT {COLUMNS}, CASE WHEN p.id = %s THEN 0 ELSE 1 END AS place
 FROM (SELECT DISTINCT u.id, u.code FROM people_occupancy o JOIN places_unit u ON u.id = o.unit_id
       WHERE o.person_id = %s AND o.site_id = %s AND {CURRENT} ORDER BY u.code LIMIT %s) h
 JOIN people_occupancy o ON o.unit_id = h.id JOIN persons_person p ON p.id = o.person_id
 WHERE {CURRENT} AND p.erased_at IS NULL ORDER BY place, h.code, o.is_contact DESC, o.id LIMIT %s"""
OF_UNIT = f"""SELECT {COLUMNS}, 0 AS place FROM places_unit h LEFT JOIN people_occupancy o ON o.unit_id = h.id AND {CURRENT}
 LEFT JOIN persons_person p ON p.id = o.person_id AND p.erased_at IS NULL
 WHERE h.id = %s AND h.site_id = %s ORDER BY o.is_contact DESC, o.id LIMIT %s"""
WITH_VALUES = """SELECT t.unit, t.code, t.relation, t.contact, t.person, t.name, t.affiliation, t.tie,
 t.key_id, t.wrapped, v.field, v.sealed FROM ({ties}) t
 LEFT JOIN persons_privatevalue v ON v.person_id = t.person AND v.field IN ({fields})
 ORDER BY t.place, t.code, t.contact DESC, t.tie, v.ordinal"""
RELATIONS: dict[str, Relation] = {each.value: each for each in Relation}


class Tie(NamedTuple):
    """One relation in force: who (None for nobody: the home is empty) is what to which home."""

    unit_id: int
    unit_code: str
    relation: Relation | None = None
    is_contact: bool = False
    face: Face | None = None


def ties(
    site: Site,
    *,
    on: date,
    person_id: int = 0,
    unit_id: int = 0,
    fields: Sequence[str] = ("phone",),
    most_units: int = 8,
    most: int = 24,
) -> tuple[list[Tie], Mapping[int, dict[str, list[str]]]]:
    """Who belongs on the local day to the unit, or to the person's homes: their own relations first, then contact first.

    With it person id -> field -> masked values. An empty home gives one tie without a face; a unit of another site, or
    a person without a home here, gives none.
    """
    sql, params = statement(
        site, on=on, person_id=person_id, unit_id=unit_id, fields=fields, most_units=most_units, most=most
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        rows = cursor.fetchall()
    found: list[Tie] = []
    sealed, first, last = [], {}, 0
    for unit, code, relation, contact, pk, name, affiliation, tie, key_id, wrapped, field, value in rows:
        if pk is None:
            found.append(Tie(unit, code))
            continue
        if tie != last:
            found.append(Tie(unit, code, RELATIONS[relation], bool(contact), Face(pk, name, affiliation)))
            last = tie
        if field is not None and first.setdefault(pk, tie) == tie:
            sealed.append((pk, key_id, wrapped, field, value))
    return found, masked_rows(sealed)


def statement(
    site: Site, *, on: date, person_id: int, unit_id: int, fields: Sequence[str], most_units: int, most: int
) -> tuple[str, list[Any]]:
    """The statement of ties() and its parameters."""
    day, sql = on.isoformat(), OF_UNIT if unit_id else OF_PERSON
    params: list[Any] = [person_id, person_id, site.pk, day, day, most_units, day, day, most]
    if unit_id:
        params = [day, day, unit_id, site.pk, most]
    return WITH_VALUES.format(ties=sql, fields=", ".join(["%s"] * len(fields))), [*params, *fields]
