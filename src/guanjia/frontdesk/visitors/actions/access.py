"""The map without barriers and the needs of people (W43)."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from guanjia.custody.public import (
    CustodyRefused,
    Item,
    ItemState,
    LoanKind,
    add_loanable,
    give_back,
    lend,
    take_back_broken,
)
from guanjia.foundation.journal.public import record
from guanjia.foundation.persons.public import Person, give_consent, withdraw_consent
from guanjia.foundation.secrecy.public import refuse_marked
from guanjia.foundation.sites.public import Site
from guanjia.frontdesk.visitors.actions.refusals import VisitRefused
from guanjia.frontdesk.visitors.events import FacilityBlocked, FacilityFreed
from guanjia.frontdesk.visitors.models import AccessNeed, Facility
from guanjia.frontdesk.visitors.rules.access import FacilityKind, FacilityState, Need
from guanjia.servicedesk.public import Report, Urgency, WorkOrder, open_order

FACILITY = "visitors.facility"
PURPOSE = "visitors.access_needs"
VERSION = "1"
LOAN_HOURS = 4
"""A wheelchair goes out for so long; custody's standard asks for it afterwards."""


@transaction.atomic
def add_facility(*, site: Site, kind: FacilityKind, name: str, where: str, actor: Any, at: datetime) -> Facility:
    """Put a facility on the map (ACCE-001); a wheelchair also on custody's board. The same name again returns the known one."""
    if not name.strip() or not where.strip():
        raise VisitRefused("where", _("Say what it is and how to get there."))
    facility, made = Facility.objects.get_or_create(
        site=site, name=name.strip()[:80], defaults={"kind": kind, "where": where.strip()[:200]}
    )
    if made:
        record(site=site, at=at, actor=actor, action="add", subject=(FACILITY, facility.pk), to_state=facility.state)
    if kind is FacilityKind.WHEELCHAIR and facility.loanable is None:
        chair = {"kind": LoanKind.WHEELCHAIR, "code": f"LY-{facility.pk}", "name": facility.name, "hours": LOAN_HOURS}
        facility.loanable = add_loanable(site=site, place=facility.where[:80], **chair)
        facility.save(update_fields=["loanable"])
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
        _mended(facility, actor, at)
        _set(facility, FacilityState.OPEN, "free", actor, at, blocked_since=None, order_number="")
    return facility


def _mended(facility: Facility, actor: Any, at: datetime) -> None:
    """A wheelchair that had come back broken hangs on its board again."""
    item = facility.loanable.out_item if facility.loanable is not None else None
    if item is not None and item.stage is ItemState.BROKEN:
        signed = str(actor) if actor is not None else facility.order_number or "-"
        give_back(item=item, signature=signed, condition=_("Whole"), actor=actor, at=at)


def free_for_order(order: WorkOrder, at: datetime) -> None:
    """The work order about a facility is done: the map says open again."""
    if order.subject_kind == FACILITY:
        facility = Facility.objects.select_related("site", "loanable__out_item").filter(pk=order.subject_id).first()
        if facility is not None and facility.order_number == order.number:
            open_again(facility=facility, actor=None, at=at)


@transaction.atomic
def lend_wheelchair(
    *, facility: Facility, holder: str, signature: str, person: Person | None = None, keeper: Any, at: datetime
) -> Item:
    """Lend a wheelchair, free, against a name and a signature; custody keeps the loan and chases it when it is due.

    Raises VisitRefused while it is out or out of order, or without name or signature.
    """
    row = Facility.objects.select_related("loanable", "site").get(pk=facility.pk)
    if row.loanable is None or row.stage is FacilityState.BLOCKED:
        raise VisitRefused("facility", _("This wheelchair is not here to lend."))
    try:
        item = lend(
            loanable=row.loanable, holder=holder, signature=signature, owner=person, keeper=keeper, actor=keeper, at=at
        )
    except CustodyRefused as refused:
        raise VisitRefused(refused.field, str(refused)) from refused
    touched(row)
    return item


@transaction.atomic
def take_wheelchair_back(
    *, facility: Facility, signature: str, condition: str, broken: bool = False, actor: Any, at: datetime
) -> None:
    """It is back, whole or broken; whoever takes it signs. A broken one is reported and stands on the map as out of order.

    A second call changes nothing. Raises VisitRefused without signature, and for a broken one without words.
    """
    item = facility.loanable.out_item if facility.loanable is not None else None
    if item is None:
        return
    try:
        if broken:
            take_back_broken(item=item, signature=signature, condition=condition, actor=actor, at=at)
        else:
            give_back(item=item, signature=signature, condition=condition, actor=actor, at=at)
    except CustodyRefused as refused:
        raise VisitRefused(refused.field, str(refused)) from refused
    touched(facility)
    if broken:
        report_blocked(facility=facility, what=condition, actor=actor, at=at)


def touched(facility: Facility) -> None:
    """The map shows a change of its loan."""
    Facility.objects.filter(pk=facility.pk).update(rev=F("rev") + 1)


@transaction.atomic
def note_need(
    *,
    site: Site,
    person: Person,
    needs: list[Need],
    note: str,
    agreed: bool,
    actor: Any,
    at: datetime,
    how: str = "desk",
) -> AccessNeed:
    """Keep what help somebody wants, with their consent, for this and the next visit (ACCE-007).

    Raises VisitRefused without consent: then it is used today and not kept.
    """
    if not agreed:
        raise VisitRefused("agreed", _("It is kept only if the person agrees; today you help without noting it."))
    if not needs and not note.strip():
        raise VisitRefused("needs", _("Say what helps."))
    refuse_marked({"note": note}, site=site)
    text = _("I agree that the house keeps what help I want, to use it at my next visits. I can end this at any time.")
    give_consent(person, purpose=PURPOSE, version=VERSION, text=text, actor=actor, at=at, site=site, how=how)
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
            event=FacilityBlocked(facility.pk) if to is FacilityState.BLOCKED else FacilityFreed(facility.pk),
        )
