"""Makes persons, one or fifty thousand, and sets their private values."""

import hashlib
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from guanjia.foundation.journal.public import record, record_many
from guanjia.foundation.persons.bulk import insert_rows, take_ids
from guanjia.foundation.persons.keys import index_key, wrapping_key
from guanjia.foundation.persons.models import BlindIndex, Person, PersonLink, PrivateValue
from guanjia.foundation.persons.rules import cipher
from guanjia.foundation.persons.rules.parts import name_parts
from guanjia.foundation.persons.rules.pinyin import name_pinyin
from guanjia.foundation.persons.rules.values import FIELDS, BadValue, normal_value, tail_of
from guanjia.foundation.sites.public import Site

KIND = "persons.person"
BATCH = 2000
FEW = 50
SLICE = 5000
Private = Mapping[str, str | Sequence[str]]


@dataclass(frozen=True, slots=True)
class PersonDraft:
    """What is known of a person before there is a row. `private` maps a private field to a value or several."""

    name: str
    private: Private = field(default_factory=dict)
    gender: str = ""
    language: str = "zh-hans"
    affiliation: str = ""


def make_person(
    *,
    site: Site,
    name: str,
    actor: Any,
    at: datetime,
    link: str = "contact",
    private: Private | None = None,
    gender: str = "",
    language: str = "zh-hans",
    affiliation: str = "",
) -> Person:
    """Make a person of the site's company, seen by the site for the reason `link`.

    `private` maps phone, plate, card, email, identity, health, face, habits to a value or a list of values.
    Raises BadValue (its `field` says which, "name" for an empty name); always makes a new row: ask find_same first.
    """
    draft = PersonDraft(name, private or {}, gender, language, affiliation)
    return make_people(site=site, drafts=[draft], actor=actor, at=at, link=link)[0]


def make_people(
    *, site: Site, drafts: Iterable[PersonDraft], actor: Any, at: datetime, link: str = "contact"
) -> list[Person]:
    """Make many persons by bulk INSERT, in the order of the drafts. Raises BadValue before anything is written."""
    rows = list(drafts)
    normal = [_normal(draft.private) for draft in rows]
    keys = [os.urandom(cipher.KEY) for _ in rows]
    people = [_person(site, draft, key, at) for draft, key in zip(rows, keys, strict=True)]
    sealed = _sealed(people, keys, normal, at)
    with transaction.atomic():
        _insert_people(people)
        _insert_sealed(sealed)
        stamp = connection.ops.adapt_datetimefield_value(at)
        insert_rows(PersonLink, ("site", "person", "kind", "since"), ((site.pk, p.pk, link, stamp) for p in people))
        _note(site, people, normal, actor, at)
    return people


def link_person(*, site: Site, people: Iterable[Person], kind: str, at: datetime) -> None:
    """Let the site see these persons for this reason. A second call does nothing."""
    rows = [PersonLink(site=site, person=person, kind=kind, since=at) for person in people]
    PersonLink.objects.bulk_create(rows, batch_size=BATCH, ignore_conflicts=True)


def unlink_person(*, site: Site, person: Person, kind: str) -> None:
    """End the site's reason of this kind to see the person."""
    PersonLink.objects.filter(site=site, person=person, kind=kind).delete()


@transaction.atomic
def set_private(
    person: Person, field: str, values: str | Sequence[str], *, actor: Any, at: datetime, site: Site
) -> None:
    """Replace the person's values of a private field; an empty list removes them.

    Raises BadValue, and CannotDecrypt for an erased person.
    """
    normal = _normal({field: values}).get(field, [])
    key = data_key(person)
    PrivateValue.objects.filter(person=person, field=field).delete()
    BlindIndex.objects.filter(person=person, field=field).delete()
    _insert_sealed(_sealed([person], [key], [{field: normal}], at))
    record(site=site, at=at, actor=actor, action="set_private", subject=(KIND, person.pk), changes={"fields": [field]})


def data_key(person: Person) -> bytes:
    """The person's own key, unwrapped. Raises CannotDecrypt when it was destroyed."""
    return cipher.unseal(wrapping_key(), bytes(person.wrapped_key), str(person.key_id))


def _normal(private: Private) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, values in private.items():
        several = [values] if isinstance(values, str) else values
        kept = dict.fromkeys(normal_value(name, value) for value in several if value.strip())
        if kept:
            found[name] = list(kept)
    return found


def _person(site: Site, draft: PersonDraft, key: bytes, at: datetime) -> Person:
    name = " ".join(draft.name.split())
    if not name or len(name) > 120:
        raise BadValue("name")
    pinyin, initials = name_pinyin(name)
    given, tail = name_parts(name)
    person = Person(
        company_id=site.company_id,
        name=name,
        pinyin=pinyin,
        initials=initials,
        given=given,
        tail=tail,
        gender=draft.gender,
        language=draft.language,
        affiliation=draft.affiliation.strip()[:200],
        made_at=at,
    )
    person.wrapped_key = cipher.seal(wrapping_key(), key, str(person.key_id))
    return person


COLUMNS = (
    "id",
    "company",
    "key_id",
    "wrapped_key",
    "name",
    "pinyin",
    "initials",
    "given",
    "tail",
    "gender",
    "language",
    "affiliation",
    "made_at",
    "erased_at",
)


def _insert_people(people: Sequence[Person]) -> None:
    """One by the ORM, many past it: COPY is ten times as fast, and an import of thousands waits for nothing else."""
    if len(people) <= FEW:
        Person.objects.bulk_create(people)
        return
    plain_key = connection.vendor != "postgresql"
    for person, pk in zip(people, take_ids(Person, len(people)), strict=True):
        person.pk = pk
        person._state.adding, person._state.db = False, connection.alias
    stamp = connection.ops.adapt_datetimefield_value(people[0].made_at)
    insert_rows(
        Person,
        COLUMNS,
        (
            (
                one.pk,
                one.company_id,
                one.key_id.hex if plain_key else one.key_id,
                one.wrapped_key,
                one.name,
                one.pinyin,
                one.initials,
                one.given,
                one.tail,
                one.gender,
                one.language,
                one.affiliation,
                stamp,
                None,
            )
            for one in people
        ),
    )


@dataclass(frozen=True, slots=True)
class _Sealed:
    """A value ready to be written once its person has a number."""

    person: Person
    field: str
    ordinal: int
    sealed: bytes
    digests: list[bytes]
    stamp: Any


def _sealed(
    people: Sequence[Person], keys: Sequence[bytes], private: Sequence[Mapping[str, Sequence[str]]], at: datetime
) -> list[_Sealed]:
    """All values, encrypted before the transaction begins."""
    stamp = connection.ops.adapt_datetimefield_value(at)
    return [
        _Sealed(
            person,
            name,
            ordinal,
            cipher.seal(key, text.encode(), f"{person.key_id}:{name}"),
            digests(person.company_id, name, text),
            stamp,
        )
        for person, key, fields in zip(people, keys, private, strict=True)
        for name, texts in fields.items()
        for ordinal, text in enumerate(texts)
    ]


def _insert_sealed(rows: Sequence[_Sealed]) -> None:
    values = ((one.person.pk, one.field, one.ordinal, one.sealed, one.stamp) for one in rows)
    insert_rows(PrivateValue, ("person", "field", "ordinal", "sealed", "set_at"), values)
    indexes = ((one.person.pk, one.field, digest) for one in rows for digest in one.digests)
    insert_rows(BlindIndex, ("person", "field", "digest"), indexes)


def _note(site: Site, people: Sequence[Person], private: Sequence[Mapping[str, Any]], actor: Any, at: datetime) -> None:
    """One journal row a person; above fifty, one row a slice with count and the SHA-256 of its ids."""
    rows: list[dict[str, Any]]
    if len(people) <= FEW:
        rows = [{"id": p.pk, "changes": {"fields": sorted(own)}} for p, own in zip(people, private, strict=True)]
    else:
        slices = [people[start : start + SLICE] for start in range(0, len(people), SLICE)]
        rows = [{"id": some[0].pk, "changes": _slice_of([one.pk for one in some])} for some in slices]
    record_many(site=site, at=at, actor=actor, action="make_person", subject_kind=KIND, rows=rows)


def _slice_of(ids: Sequence[int]) -> dict[str, Any]:
    digest = hashlib.sha256(",".join(map(str, ids)).encode()).hexdigest()
    return {"count": len(ids), "last_id": ids[-1], "ids_sha256": digest}


def digests(company_id: int, field: str, normal: str) -> list[bytes]:
    """The blind indexes of a normal value: of the whole, and of a phone's tail; none for fields nobody looks up by."""
    found = []
    if FIELDS[field].indexed:
        found.append(cipher.blind(index_key(), company_id, field, "whole", normal))
    if tail := tail_of(field, normal):
        found.append(cipher.blind(index_key(), company_id, field, "tail", tail))
    return found
