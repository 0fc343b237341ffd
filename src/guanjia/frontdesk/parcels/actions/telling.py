"""The household is told that something waits for it."""

from datetime import datetime
from typing import Any

from django.db.models import F

from guanjia.custody.public import Item, ItemKind, ItemState
from guanjia.duties.public import Task
from guanjia.foundation.messages.public import write_to
from guanjia.foundation.persons.public import Person
from guanjia.foundation.sites.public import Site, local
from guanjia.frontdesk.parcels.models import Parcel
from guanjia.frontdesk.parcels.queries.parcels import code_of
from guanjia.frontdesk.parcels.queries.recipients import contacts_of
from guanjia.places.public import Unit

ARRIVED, REMINDER, STORED = "parcels.arrived", "parcels.reminder", "parcels.stored"


def whom_to_tell(site: Site, owner: Person | None, unit: Unit | None, at: datetime) -> list[Person]:
    """The recipient, else the home's contacts; nobody for a parcel that nobody knows."""
    if owner is not None:
        return [owner]
    return contacts_of(unit, local(site, at).date()) if unit is not None else []


def tell(parcel: Parcel, template: str, *, at: datetime) -> int:
    """Queue the message with the code in the writer's transaction; how many people. A channel that is down delays it only."""
    item = parcel.item
    people = whom_to_tell(parcel.site, item.owner, item.unit, at)
    context = {
        "number": parcel.tracking_number[-4:],
        "code": code_of(parcel) or "-",
        "shelf": parcel.box or item.shelf,
        "days": (at - item.taken_at).days,
    }
    for person in people:
        write_to(site=parcel.site, person=person, template=template, context=context, at=at)
    if people and template == ARRIVED:
        Parcel.objects.filter(pk=parcel.pk).update(told_at=at)
        parcel.told_at = at
    return len(people)


def remind(task: Task) -> None:
    """The clock reminds of what still waits: a parcel by its code, a stored thing by its tag (PARC-004)."""
    item = Item.objects.select_related("site", "owner", "unit").get(pk=task.subject_id)
    if item.stage is not ItemState.HELD:
        return
    if item.kind == ItemKind.PARCEL:
        parcel = Parcel.objects.select_related("site", "item__owner", "item__unit", "locker").get(item=item)
        if tell(parcel, REMINDER, at=task.at):
            Parcel.objects.filter(pk=parcel.pk).update(reminder_count=F("reminder_count") + 1)
        return
    context: dict[str, Any] = {"number": item.number, "thing": item.name, "shelf": item.shelf, "until": item.due_at}
    for person in whom_to_tell(item.site, item.owner, item.unit, task.at):
        write_to(site=item.site, person=person, template=STORED, context=context, at=task.at)
