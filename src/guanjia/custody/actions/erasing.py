"""What custody forgets: about an erased person, and of registers whose time is over."""

from datetime import datetime
from typing import Any

from guanjia.custody.models import Item
from guanjia.custody.rules.items import OPEN_ITEM
from guanjia.foundation.files.public import erase_held_by
from guanjia.foundation.persons.public import Person
from guanjia.foundation.sites.public import Site

FORGOTTEN: dict[str, Any] = {
    "signature": "",
    "signature_in": "",
    "ended_to": "",
    "ended_as": "",
    "checked": "",
    "holder": "",
    "owner": None,
}


def erase_person_rows(person: Person, at: datetime) -> int:
    """Forget the person in ended things: names and signatures go, the thing and its dates stay. Returns how many.

    A thing that is still kept loses its owner's name when it ends; the tie to the person falls with the person.
    """
    return Item.objects.filter(owner=person).exclude(state__in=OPEN_ITEM).update(erased_at=at, **FORGOTTEN)


def erase_old(*, site: Site, kinds: list[str], before: datetime, at: datetime, limit: int = 1000) -> list[int]:
    """Forget the people and photos in things of these kinds that ended before a moment; the ids done (PARC-003)."""
    rows = Item.objects.filter(site=site, kind__in=kinds, ended_at__lt=before, erased_at=None)
    pks = list(rows.exclude(state__in=OPEN_ITEM).order_by("pk").values_list("pk", flat=True)[:limit])
    for pk in pks:
        erase_held_by(("custody.item", pk))
    Item.objects.filter(pk__in=pks).update(erased_at=at, **FORGOTTEN)
    return pks
