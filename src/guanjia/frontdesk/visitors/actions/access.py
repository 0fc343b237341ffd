"""The map without barriers and the needs of people (W43)."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from guanjia.custody.public import Item, ItemKind, Thing, give_back, take_item
from guanjia.foundation.journal.public import record
from guanjia.foundation.persons.public import Person, give_consent, withdraw_consent
from guanjia.foundation.secrecy.public import refuse_marked
from guanjia.foundation.sites.public import Site
from guanjia.frontdesk.visitors.actions.refusals import VisitRefused
from guanjia.frontdesk.visitors.models import AccessNeed, Facility
from guanjia.frontdesk.visitors.rules.access import FacilityKind, FacilityState, Need
from guanjia.servicedesk.public import Report, Urgency, WorkOrder, open_order

FACILITY = "visitors.facility"
PURPOSE = "visitors.access_needs"
VERSION = "1"


@transaction.atomic
def add_facility(*, site: Site, kind: FacilityKind, name: str, where: str, actor: Any, at: datetime) -> Facility:
    """Put a facility on the map (ACCE-001). The same name again returns the known one."""
    if not name.strip() or not where.strip():
        raise VisitRefused("where", _("Say what it is and how to get there."))
    facility, made = Facility.objects.get_or_create(
        site=site, name=name.strip()[:80], defaults={"kind": kind, "where": where.strip()[:200]}
    )
    if made:
        record(site=site, at=at, actor=actor, action="add", subject=(FACILITY, facility.pk), to_state=facility.state)
    return facility


@transaction.atomic
def report_blocked(*, facility: Facility, what: str, actor: Any, at: datetime) -> Facility:
    """It is blocked or broken: an urgent work order opens, and the map says so until that is done.

    Raises VisitRefused without words; a second report of the same blockage changes nothing.
    """
    if not what.strip():
        raise VisitRefused("what", _("Say what is in the way."))
    if facility.stage is FacilityState.BLOCKED:
        return facility
    report = Report(
        title=_("Barrier-free way: %(name)s") % {"name": facility.name},
        description=f"{facility.where}\n{what.strip()}",
        urgency=Urgency.URGENT,
        subject=(FACILITY, facility.pk),
        source_key=f"facility:{facility.pk}:{facility.rev}",
    )
    order = open_order(site=facility.site, report=report, actor=actor, at=at)
    _set(facility, FacilityState.BLOCKED, "block", actor, at, reason=what, blocked_since=at, order_number=order.number)
    return facility


def open_again(*, facility: Facility, actor: Any, at: datetime) -> Facility:
    """It can be used again; already open changes nothing."""
    if facility.stage is FacilityState.BLOCKED:
        _set(facility, FacilityState.OPEN, "free", actor, at, blocked_since=None, order_number="")
    return facility


def free_for_order(order: WorkOrder, at: datetime) -> None:
    """The work order about a facility is done: the map says open again."""
    if order.subject_kind == FACILITY:
        facility = Facility.objects.select_related("site").filter(pk=order.subject_id).first()
        if facility is not None and facility.order_number == order.number:
            open_again(facility=facility, actor=None, at=at)


@transaction.atomic
def lend_wheelchair(*, facility: Facility, holder: str, due_at: datetime, keeper: Any, at: datetime) -> Item:
    """Lend a wheelchair against a name, free; it is out until it comes back. Raises VisitRefused while it is out."""
    row = Facility.objects.select_for_update().get(pk=facility.pk)
    if row.kind_enum is not FacilityKind.WHEELCHAIR or row.loan_number or row.stage is FacilityState.BLOCKED:
        raise VisitRefused("facility", _("This wheelchair is not here to lend."))
    thing = Thing(name=row.name, holder=holder, due_at=due_at, subject=(FACILITY, row.pk), place=row.where[:120])
    item = take_item(site=row.site, kind=ItemKind.EQUIPMENT_RETURN, thing=thing, keeper=keeper, actor=keeper, at=at)
    Facility.objects.filter(pk=row.pk).update(loan_number=item.number, rev=F("rev") + 1)
    return item


@transaction.atomic
def take_wheelchair_back(*, facility: Facility, signature: str, actor: Any, at: datetime) -> None:
    """It is back; nobody has it any more. A second call changes nothing."""
    item = Item.objects.filter(site=facility.site, number=facility.loan_number).first()
    if item is not None and item.is_open:
        give_back(item=item, signature=signature or str(actor), actor=actor, at=at)
    Facility.objects.filter(pk=facility.pk).update(loan_number="", rev=F("rev") + 1)


@transaction.atomic
def note_need(
    *, site: Site, person: Person, needs: list[Need], note: str, agreed: bool, actor: Any, at: datetime
) -> AccessNeed:
    """Keep what help somebody wants, with their consent, for this and the next visit (ACCE-007).

    Raises VisitRefused without consent: then it is used today and not kept.
    """
    if not agreed:
        raise VisitRefused("agreed", _("It is kept only if the person agrees; today you help without noting it."))
    refuse_marked({"note": note}, site=site)
    text = _("I agree that the house keeps what help I want, to use it at my next visits. I can end this at any time.")
    give_consent(person, purpose=PURPOSE, version=VERSION, text=text, actor=actor, at=at, site=site, how="desk")
    codes = [need.value for need in Need if need in needs]
    kept, _made = AccessNeed.objects.update_or_create(
        site=site, person=person, defaults={"needs": codes, "note": note.strip()[:200], "noted_at": at}
    )
    record(site=site, at=at, actor=actor, action="note_need", subject=("persons.person", person.pk))
    return kept


@transaction.atomic
def forget_need(*, site: Site, person: Person, actor: Any, at: datetime) -> None:
    """The person takes the consent back: it is gone at once."""
    withdraw_consent(person, purpose=PURPOSE, actor=actor, at=at, site=site)
    AccessNeed.objects.filter(site=site, person=person).delete()
    record(site=site, at=at, actor=actor, action="forget_need", subject=("persons.person", person.pk))


def _set(
    facility: Facility, to: FacilityState, verb: str, actor: Any, at: datetime, *, reason: str = "", **fields: Any
) -> None:
    old = facility.stage
    with transaction.atomic():
        Facility.objects.filter(pk=facility.pk).update(state=to, rev=F("rev") + 1, **fields)
        facility.refresh_from_db()
        record(
            site=facility.site,
            at=at,
            actor=actor,
            action=verb,
            subject=(FACILITY, facility.pk),
            from_state=old,
            to_state=to,
            reason=reason,
        )
