"""Erases a person: the key, the plain columns, the indexes and everything that other modules registered."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from guanjia.foundation.files.public import erase_held_by
from guanjia.foundation.journal.public import erase_texts, record
from guanjia.foundation.persons.making import KIND
from guanjia.foundation.persons.models import BlindIndex, LegalHold, Person, PrivateValue
from guanjia.foundation.persons.rules.values import FIELDS
from guanjia.foundation.search.public import remove as remove_from_search
from guanjia.foundation.sites.public import Site

Eraser = Callable[[Person, datetime], int]
EVERYTHING = "*"
NAME = "name"
_erasers: dict[str, tuple[str, Eraser]] = {}


@dataclass(frozen=True, slots=True)
class Kept:
    """What was not erased, and the rule that keeps it."""

    what: str
    rule: str


@dataclass(frozen=True, slots=True)
class Erasure:
    """What came of an erasure: counts by what was erased, and what a rule kept."""

    erased: dict[str, int]
    kept: tuple[Kept, ...]


def register_eraser(code: str, label: str, erase_rows: Eraser) -> None:
    """Have `erase_rows(person, at)` called when a person is erased; it returns how many rows went. From apps.ready().

    `label` is an English msgid. A legal hold may name `code` to keep these rows.
    """
    _erasers[code] = (label, erase_rows)


@transaction.atomic
def erase(person: Person, *, actor: Any, at: datetime, reason: str, site: Site) -> Erasure:
    """Erase everything of the person that no legal hold keeps; the answer says which rule kept what.

    Without a hold the data key is destroyed, so copies in backups are unreadable too; name, pinyin, values, indexes,
    search rows, files and registered rows go. Journal rows name the person by id only and stay.
    A second call finds nothing.
    """
    person = Person.objects.select_for_update().get(pk=person.pk)
    holds = holds_on(person, at)
    kept = {what: hold.rule for hold in holds for what in hold.keeps}
    if EVERYTHING in kept:
        _note(person, "erase_refused", actor, at, reason, site, Erasure({}, ()))
        return Erasure({}, (Kept(EVERYTHING, kept[EVERYTHING]),))
    erased = _erase_values(person, kept) | _erase_rows(person, at, kept)
    if NAME not in kept:
        person.name = person.pinyin = person.initials = person.given = person.tail = ""
        person.affiliation = person.gender = ""
    if not any(what in FIELDS for what in kept):
        person.wrapped_key = b""
    if not kept:
        person.erased_at = person.erased_at or at
        person.links.all().delete()
    person.save()
    remove_from_search(KIND, [person.pk])
    done = Erasure(erased, tuple(Kept(what, rule) for what, rule in sorted(kept.items())))
    _note(person, "erase", actor, at, reason, site, done)
    return done


@transaction.atomic
def place_hold(
    person: Person,
    *,
    rule: str,
    keeps: list[str],
    actor: Any,
    at: datetime,
    site: Site,
    ends_at: datetime | None = None,
) -> LegalHold:
    """Forbid erasing what `keeps` names ("*", "name", private fields, eraser codes) until lifted or ended."""
    hold = LegalHold.objects.create(
        site=site,
        person=person,
        rule=rule,
        keeps=keeps,
        placed_at=at,
        placed_by_id=getattr(actor, "pk", None),
        ends_at=ends_at,
    )
    _note(person, "place_hold", actor, at, "", site, None)
    return hold


@transaction.atomic
def lift_hold(hold: LegalHold, *, actor: Any, at: datetime, reason: str) -> None:
    """End a hold; what it kept can be erased from now on. A second call does nothing."""
    if LegalHold.objects.filter(pk=hold.pk, lifted_at__isnull=True).update(lifted_at=at):
        _note(hold.person, "lift_hold", actor, at, reason, hold.site, None)


def holds_on(person: Person, at: datetime) -> list[LegalHold]:
    """The holds in force on the person at a moment."""
    open_ended = Q(ends_at__isnull=True) | Q(ends_at__gt=at)
    return list(LegalHold.objects.filter(open_ended, person=person, lifted_at__isnull=True, placed_at__lte=at))


def _erase_values(person: Person, kept: dict[str, str]) -> dict[str, int]:
    gone = PrivateValue.objects.filter(person=person).exclude(field__in=[what for what in kept if what in FIELDS])
    fields = list(gone.values_list("field", flat=True))
    gone.delete()
    BlindIndex.objects.filter(person=person, field__in=fields).delete()
    return {name: fields.count(name) for name in sorted(set(fields))}


def _erase_rows(person: Person, at: datetime, kept: dict[str, str]) -> dict[str, int]:
    counts = {code: run(person, at) for code, (_label, run) in sorted(_erasers.items()) if code not in kept}
    if "journal" not in kept:
        counts["journal"] = erase_texts([(KIND, person.pk)])
    if "files" not in kept:
        counts["files"] = erase_held_by((KIND, person.pk))
    return {code: count for code, count in counts.items() if count}


def _note(person: Person, action: str, actor: Any, at: datetime, reason: str, site: Site, done: Erasure | None) -> None:
    changes = {} if done is None else {"erased": done.erased, "kept": [what.what for what in done.kept]}
    record(site=site, at=at, actor=actor, action=action, subject=(KIND, person.pk), reason=reason, changes=changes)
