"""Finds persons of a site: by name, pinyin, phone, phone tail, plate, card."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from guanjia.foundation.persons.keys import index_key
from guanjia.foundation.persons.making import data_key
from guanjia.foundation.persons.models import BlindIndex, Person, PersonLink, PrivateValue
from guanjia.foundation.persons.revealing import private_values
from guanjia.foundation.persons.rules import cipher
from guanjia.foundation.persons.rules.values import FIELDS, BadValue, mask, normal_value
from guanjia.foundation.sites.public import Site

BATCH = 2000


@dataclass(frozen=True, slots=True)
class Likely:
    """A person that a new entry probably is, and why: "phone" (same name and phone), "organisation"."""

    person: Person
    why: str


def seen_by(site: Site) -> QuerySet[Person]:
    """The persons the site may see, erased ones left out."""
    linked = PersonLink.objects.filter(site=site, person=OuterRef("pk"))
    return Person.objects.filter(Exists(linked), company=site.company_id, erased_at__isnull=True)


def find_by(site: Site, field: str, value: str) -> list[Person]:
    """The site's persons with this phone, plate, card, e-mail or identity number; none for what cannot be one."""
    try:
        normal = normal_value(field, value)
    except BadValue:
        return []
    return _by_digest(site, cipher.blind(index_key(), site.company_id, field, "whole", normal))


def find_by_phone(site: Site, phone: str) -> list[Person]:
    """The site's persons with this phone, however it is written."""
    return find_by(site, "phone", phone)


def find_sharers(site: Site, person: Person) -> list[Person]:
    """The site's other persons with a telephone of this person's: one number of two people."""
    others: dict[int, Person] = {}
    for phone in private_values(person, "phone"):
        others |= {each.pk: each for each in find_by(site, "phone", phone) if each.pk != person.pk}
    return list(others.values())


def find_by_phone_tail(site: Site, tail: str) -> list[Person]:
    """The site's persons whose phone ends in these four digits; none for anything but four digits."""
    if len(tail) != 4 or not tail.isdecimal():
        return []
    return _by_digest(site, cipher.blind(index_key(), site.company_id, "phone", "tail", tail))


def find_same(site: Site, name: str, *, phone: str = "", affiliation: str = "") -> list[Likely]:
    """Persons of the site's company that a new entry probably is: same name and phone, or same name and organisation.

    Searches what the site may see; never says that a person exists at another site.
    """
    return find_same_many(site, [(name, phone, affiliation)])[0]


def find_same_many(site: Site, entries: Iterable[tuple[str, str, str]]) -> list[list[Likely]]:
    """find_same for many (name, phone, affiliation) at once, in a few queries."""
    rows = [(" ".join(name.split()), _digest(site, phone), affiliation.strip()) for name, phone, affiliation in entries]
    names, digests = sorted({row[0] for row in rows}), sorted({row[1] for row in rows if row[1]})
    by_name: dict[str, list[Person]] = {}
    for start in range(0, len(names), BATCH):
        for person in seen_by(site).filter(name__in=names[start : start + BATCH]):
            by_name.setdefault(person.name, []).append(person)
    owners = _owners(digests)
    return [
        _likely(by_name.get(name, []), owners.get(digest, set()), affiliation) for name, digest, affiliation in rows
    ]


def lacking(site: Site, field: str, values: Mapping[int, str]) -> set[int]:
    """Of persons by id with a normal value each, those who do not have that value; field is indexed, one query a thousand."""
    company, key = site.company_id, index_key()
    wanted = {pk: cipher.blind(key, company, field, "whole", normal_value(field, text)) for pk, text in values.items()}
    owners = _owners(sorted(set(wanted.values())))
    return {pk for pk, digest in wanted.items() if pk not in owners.get(digest, set())}


def _likely(people: list[Person], owners: set[int], affiliation: str) -> list[Likely]:
    by_phone = [Likely(person, "phone") for person in people if person.pk in owners]
    others = [p for p in people if affiliation and p.affiliation == affiliation and p.pk not in owners]
    return by_phone + [Likely(person, "organisation") for person in others]


def _owners(digests: list[bytes]) -> dict[bytes, set[int]]:
    found: dict[bytes, set[int]] = {}
    for start in range(0, len(digests), BATCH):
        rows = BlindIndex.objects.filter(digest__in=digests[start : start + BATCH])
        for digest, person_id in rows.values_list("digest", "person_id"):
            found.setdefault(bytes(digest), set()).add(person_id)
    return found


def _digest(site: Site, phone: str) -> bytes:
    try:
        return cipher.blind(index_key(), site.company_id, "phone", "whole", normal_value("phone", phone))
    except BadValue:
        return b""


def _by_digest(site: Site, digest: bytes) -> list[Person]:
    ids = BlindIndex.objects.filter(digest=digest).values("person_id")
    return list(seen_by(site).filter(pk__in=ids).order_by("pinyin", "pk"))


def masked(people: Iterable[Person], fields: Iterable[str] = ("phone",)) -> Mapping[int, dict[str, list[str]]]:
    """person id -> field -> masked values (138****8000), one query for all. Fields of class 3 are left out."""
    owners = {person.pk: person for person in people if person.wrapped_key}
    found: dict[int, dict[str, list[str]]] = {pk: {} for pk in owners}
    keys: dict[int, bytes] = {}
    shown = [name for name in fields if FIELDS[name].grade < 3]
    rows = PrivateValue.objects.filter(person__in=list(owners), field__in=shown).order_by("person_id", "ordinal")
    for value in rows:
        person = owners[value.person_id]
        if person.pk not in keys:
            keys[person.pk] = data_key(person)
        plain = cipher.unseal(keys[person.pk], bytes(value.sealed), f"{person.key_id}:{value.field}").decode()
        found[person.pk].setdefault(value.field, []).append(mask(value.field, plain))
    return found
