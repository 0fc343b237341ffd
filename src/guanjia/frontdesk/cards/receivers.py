"""What cards do when something happened below."""

from django.urls import reverse

from guanjia.foundation.events.public import receives
from guanjia.foundation.journal.public import Entry
from guanjia.foundation.messages.public import notify
from guanjia.frontdesk.cards.actions.ending import end_with_occupancy, note_use_of_dead_card
from guanjia.frontdesk.cards.events import LostCardUsed
from guanjia.frontdesk.cards.models import Card
from guanjia.frontdesk.cards.rules.cards import CardState
from guanjia.people.events import OccupancyEnded
from guanjia.people.public import Roles, users_with_role
from guanjia.posts.public import on_post
from guanjia.telemetry.events import DoorSaid
from guanjia.telemetry.public import Device

DEAD = (CardState.LOST, CardState.CANCELLED_NOT_RETURNED)


@receives(DoorSaid)
def raise_alarm(event: DoorSaid, entry: Entry) -> None:
    """A lost card, or one that was never returned, was held to a reader: the guard is told at once (W17)."""
    device = Device.objects.select_related("site").filter(pk=event.device_id).first()
    if device is None or event.kind != "refused" or not event.key:
        return
    rows = Card.objects.select_related("site").filter(site=device.site, digest=event.key)
    if rows.exclude(state__in=DEAD).exclude(state=CardState.CANCELLED_RETURNED).exists():
        return
    card = rows.filter(state__in=DEAD).order_by("-pk").first()
    if card is None:
        return
    used = LostCardUsed(card.pk, device.pk, event.late)
    note_use_of_dead_card(card=card, device_id=device.pk, actor=None, at=entry.at, event=used)
    guards = on_post(device.site, "security", entry.at) or users_with_role(device.site, Roles.GUARD, at=entry.at)
    notify(
        site=device.site,
        users=guards,
        template="cards.dead_card_used",
        context={"number": card.number, "place": device.place or device.name, "time": entry.at},
        link=reverse("cards:card", args=[device.site.code, card.number]),
        urgent=True,
        at=entry.at,
    )


@receives(OccupancyEnded)
def follow_the_home(event: OccupancyEnded, entry: Entry) -> None:
    """Whoever leaves a home opens nothing there from that day on, whether the card came back or not (CARD-004)."""
    if event.left:
        end_with_occupancy(person_id=event.person_id, unit_id=event.unit_id, until=event.until, at=entry.at)
