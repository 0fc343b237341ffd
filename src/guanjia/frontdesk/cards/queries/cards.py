"""Which cards, where they open, what a door should keep."""

import hashlib
import hmac
from collections.abc import Iterable
from datetime import date, datetime, time

from django.conf import settings
from django.db.models import Q, QuerySet

from guanjia.foundation.persons.public import Person, normal_value
from guanjia.foundation.sites.public import Site, to_utc
from guanjia.frontdesk.cards.models import Card, CardStock, Zone
from guanjia.frontdesk.cards.rules.cards import LIVE, OPENS, CardClass, CardState
from guanjia.frontdesk.cards.rules.zones import ZoneRule, zones_of
from guanjia.people.public import Occupancy, Relation
from guanjia.places.public import Unit
from guanjia.telemetry.public import Device, Grant


def reader_key(site: Site) -> bytes:
    """What readers of the site digest a chip's number with: doors keep digests, never numbers."""
    return hmac.new(settings.SECRET_KEY.encode(), f"cards:{site.pk}".encode(), hashlib.sha256).digest()


def chip_digest(site: Site, chip: str) -> str:
    """The digest of a chip's number, however it is written. Raises BadValue for an empty one."""
    return hmac.new(reader_key(site), normal_value("card", chip).encode(), hashlib.sha256).hexdigest()


def card_list(site: Site, *, show: str = "", words: str = "") -> QuerySet[Card]:
    """Cards of the site, newest first; `show` is a state, "" for those that live, or all."""
    rows = Card.objects.filter(site=site).select_related("person", "unit")
    if show in set(CardState):
        rows = rows.filter(state=show)
    elif show != "all":
        rows = rows.filter(state__in=LIVE)
    if words:
        found = Q(number__icontains=words) | Q(unit__code__icontains=words) | Q(person__name__icontains=words)
        rows = rows.filter(found | Q(tail=words.upper()))
    return rows.order_by("-applied_at", "-pk")


def cards_of(site: Site, unit_ids: Iterable[int], person_ids: Iterable[int]) -> QuerySet[Card]:
    """Live cards of these homes or people."""
    whose = Q(unit__in=list(unit_ids)) | Q(person__in=list(person_ids))
    return Card.objects.filter(whose, site=site, state__in=LIVE).select_related("person", "unit").order_by("pk")


def doors_of(card: Card) -> list[Device]:
    """The doors that the card opens while it is active."""
    zones = list(Zone.objects.filter(site=card.site_id))
    rules = [ZoneRule(zone.pk, zone.building_id, zone.family, zone.tenant) for zone in zones]
    chosen = set(card.zones.values_list("pk", flat=True)) if card.sort is CardClass.VISITOR else set()
    opened = zones_of(card.sort, card.unit.building_id, rules, chosen)
    return list(Device.objects.filter(zones__in=opened, retired_at=None).distinct().order_by("code"))


def grants_for(device: Device) -> list[Grant]:
    """Who may open a door: the active cards of the classes to which its zones are open (CARD-005..CARD-008)."""
    found: dict[int, Grant] = {}
    for zone in device.zones.all():
        rows = Card.objects.filter(site=device.site_id, state__in=OPENS).exclude(digest="")
        if zone.building_id is not None:
            rows = rows.filter(unit__building=zone.building_id)
        classes = [CardClass.OWNER]
        classes += [CardClass.FAMILY] if zone.family else []
        classes += [CardClass.TENANT] if zone.tenant else []
        opens = Q(card_class__in=classes)
        if zone.family:
            opens |= Q(card_class=CardClass.VISITOR, zones=zone)
        for pk, digest, since, until in rows.filter(opens).values_list("pk", "digest", "valid_from", "valid_until"):
            found[pk] = Grant(digest, since, until)
    return [found[pk] for pk in sorted(found)]


def relation_of(site: Site, unit: Unit, person: Person, on: date) -> Occupancy | None:
    """The person's strongest relation to the home on a local day; None for a stranger and an emergency contact."""
    rows = Occupancy.objects.current(on).filter(site=site, unit=unit, person=person)
    order = [Relation.OWNER, Relation.CO_OWNER, Relation.LESSEE, Relation.FAMILY, Relation.OCCUPIER]
    known = {row.relation: row for row in rows}
    return next((known[relation] for relation in order if relation in known), None)


def lease_end(site: Site, occupancy: Occupancy | None) -> datetime | None:
    """When a lessee's time ends: local midnight of the first day that is no longer his; None without an end on file."""
    if occupancy is None or occupancy.until is None:
        return None
    return to_utc(site, datetime.combine(occupancy.until, time()))


def blanks_of(site: Site) -> int:
    """How many blank cards are left."""
    row = CardStock.objects.filter(site=site).first()
    return row.blanks if row is not None else 0


def past_their_lease(site: Site, at: datetime) -> list[str]:
    """Cards that open although their time or their lessee's lease is over; an invariant."""
    rows = Card.objects.filter(site=site, state__in=OPENS).select_related("unit", "person")
    broken = [f"card {row.number} is active after its end" for row in rows.filter(valid_until__lte=at)]
    for row in rows.filter(card_class=CardClass.TENANT):
        leases = Occupancy.objects.filter(site=site, unit=row.unit, person=row.person, relation=Relation.LESSEE)
        ends = [lease_end(site, lease) for lease in leases]
        if not any(end is None or end > at for end in ends):
            broken.append(f"card {row.number} is active after the lease")
    return broken
