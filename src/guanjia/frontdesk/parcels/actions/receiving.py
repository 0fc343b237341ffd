"""A parcel is taken in: number, recipient, packaging, shelf, code, message (PARC-001)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from guanjia.custody.public import STORAGE_DAYS, CustodyRefused, Item, ItemKind, ItemState, Thing, take_item
from guanjia.foundation.persons.public import Person, surname_of
from guanjia.foundation.sites.public import Site, setting
from guanjia.foundation.subjects.public import begin
from guanjia.frontdesk.parcels.actions.noting import note
from guanjia.frontdesk.parcels.actions.telling import ARRIVED, tell
from guanjia.frontdesk.parcels.models import Parcel
from guanjia.frontdesk.parcels.queries.parcels import digest_for, secret, takes_parcels
from guanjia.frontdesk.parcels.rules.accepting import BY_CODE, Packaging, is_special, refusal
from guanjia.frontdesk.parcels.rules.carriers import carrier_of, normal_number
from guanjia.frontdesk.parcels.rules.codes import make_code
from guanjia.frontdesk.parcels.rules.shelves import ShelfRule, shelf_for
from guanjia.places.public import Unit

COUNTER = "parcels.counter"
MOST_SALTS = 50


@dataclass(frozen=True, kw_only=True)
class Arrival:
    """What a courier brings. `label` is what stands on it; without `unit` it goes to the list of unknown recipients.

    `exception` is why a valuable is taken in all the same; `note` says what is wrong with a damaged one.
    """

    tracking_number: str
    unit: Unit | None = None
    person: Person | None = None
    label: str = ""
    packaging: Packaging = Packaging.INTACT
    content: str = "ordinary"
    exception: str = ""
    note: str = ""
    declared: Decimal | None = None
    shelf: str = ""
    file_ids: Sequence[int] = ()


def receive(*, site: Site, arrival: Arrival, actor: Any, at: datetime) -> Parcel:
    """Take a parcel in, put it on its shelf and tell the household. A number that is here already is refused, naming its shelf.

    Raises CustodyRefused naming the field: no number, a refused content, a household that takes none, damage without a photo.
    """
    number = _checked(site, arrival)
    why = refusal(arrival.content, arrival.exception)
    if why:
        raise CustodyRefused("content", _(why))
    if arrival.unit is not None and not takes_parcels(arrival.unit):
        raise CustodyRefused("recipient", _("This household wants no parcels taken in. Give it back to the courier."))
    if is_special(arrival.content, arrival.packaging) and not arrival.file_ids:
        raise CustodyRefused("photo", _("Take a photo of it before it is put away."))
    if arrival.packaging is not Packaging.INTACT and not arrival.note.strip():
        raise CustodyRefused("note", _("Say what is wrong with it."))
    try:
        with transaction.atomic():
            return _put_away(site, number, arrival, actor, at)
    except IntegrityError as taken:
        raise CustodyRefused("tracking_number", _("This number is here already.")) from taken


@transaction.atomic
def turn_away(*, site: Site, arrival: Arrival, reason: str, actor: Any, at: datetime) -> Parcel:
    """A parcel is not taken in and goes back with the courier; the register keeps it with the reason and the photo."""
    number = _checked(site, arrival)
    if not reason.strip():
        raise CustodyRefused("note", _("Say why it is not taken in."))
    thing = _thing(site, number, arrival, at, state=ItemState.REFUSED, reason=reason)
    item = take_item(site=site, kind=ItemKind.PARCEL, thing=thing, keeper=actor, actor=actor, at=at)
    return Parcel.objects.create(site=site, item=item, is_open=False, **_fields(number, arrival))


def assign(*, parcel: Parcel, unit: Unit, person: Person | None, actor: Any, at: datetime) -> Parcel:
    """The recipient of an unknown parcel was found: it gets its shelf and code, and the household is told."""
    if parcel.item.unit_id is not None or not parcel.is_open:
        raise CustodyRefused("recipient", _("This has been settled already."))
    with transaction.atomic():
        shelf = shelf_of(parcel.site, unit, person)
        rows = Item.objects.filter(pk=parcel.item_id, rev=parcel.item.rev, unit=None)
        if not rows.update(unit=unit, owner=person, shelf=shelf, rev=parcel.item.rev + 1):
            raise CustodyRefused("recipient", _("This has been settled already."))
        parcel.item.refresh_from_db()
        note(parcel, "assign", actor=actor, at=at)
        give_code(parcel)
        tell(parcel, ARRIVED, at=at)
    return parcel


def shelf_of(site: Site, unit: Unit | None, person: Person | None) -> str:
    """The shelf by the site's rule (PARC-011, PARC-012)."""
    building = unit.building.code if unit is not None else ""
    initials = person.initials if person is not None else ""
    if person is not None and not initials:
        initials = surname_of(person.name)
    rule = ShelfRule(setting(site, "parcels.shelf_rule"))
    return shelf_for(rule, building=building, number=unit.number if unit is not None else "", initials=initials)


def give_code(parcel: Parcel) -> None:
    """Give the parcel a code that no other open parcel of the site has; the database has the last word."""
    site = parcel.site
    start = parcel.code_salt + 1
    for salt in range(start, start + MOST_SALTS):
        digest = digest_for(site, make_code(secret(), site.pk, parcel.item.number, salt))
        try:
            with transaction.atomic():
                Parcel.objects.filter(pk=parcel.pk).update(code_salt=salt, code_digest=digest, tries=0)
        except IntegrityError:
            continue
        parcel.code_salt, parcel.code_digest, parcel.tries = salt, digest, 0
        return
    raise CustodyRefused("code", _("No free code was found. Collect some parcels first."))


def _checked(site: Site, arrival: Arrival) -> str:
    number = normal_number(arrival.tracking_number)
    if not number:
        raise CustodyRefused("tracking_number", _("This is no tracking number."))
    known = Parcel.objects.filter(site=site, tracking_number=number, is_open=True).select_related("item").first()
    if known is not None:
        said = _("This number is here already: %(number)s on shelf %(shelf)s.")
        raise CustodyRefused("tracking_number", said % {"number": known.item.number, "shelf": known.item.shelf})
    return number


def _put_away(site: Site, number: str, arrival: Arrival, actor: Any, at: datetime) -> Parcel:
    thing = _thing(site, number, arrival, at)
    item = take_item(site=site, kind=ItemKind.PARCEL, thing=thing, keeper=actor, actor=actor, at=at)
    parcel = Parcel.objects.create(site=site, item=item, **_fields(number, arrival))
    if arrival.unit is not None or arrival.person is not None:
        give_code(parcel)
        tell(parcel, ARRIVED, at=at)
    else:
        note(parcel, "unknown", actor=actor, at=at)
    open_register(site, at)
    return parcel


def open_register(site: Site, at: datetime) -> None:
    """Have the site's counter planned for from its first parcel on."""
    begin(COUNTER, site.pk, site=site, at=at)


def _thing(
    site: Site, number: str, arrival: Arrival, at: datetime, *, state: ItemState | None = None, reason: str = ""
) -> Thing:
    content = BY_CODE.get(arrival.content)
    return Thing(
        name=f"{carrier_of(number).upper()} {number}".strip(),
        valuable=content is not None and content.by_exception,
        place=_("Front desk"),
        due_at=None if state is not None else at + timedelta(days=STORAGE_DAYS),
        condition=arrival.note or Packaging(arrival.packaging).label,
        file_ids=arrival.file_ids,
        unit=arrival.unit,
        owner=arrival.person,
        shelf="" if state is not None else arrival.shelf.strip() or shelf_of(site, arrival.unit, arrival.person),
        state=state,
        reason=reason or arrival.exception,
    )


def _fields(number: str, arrival: Arrival) -> dict[str, Any]:
    return {
        "tracking_number": number,
        "carrier": carrier_of(number),
        "packaging": arrival.packaging,
        "content": arrival.content,
        "recipient": arrival.label.strip()[:120],
        "declared": arrival.declared,
    }
