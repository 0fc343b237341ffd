"""The green sheet: begun, filled, closed."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from guanjia.conference.public import Event, Secrecy
from guanjia.duties.public import require
from guanjia.foundation.files.public import StoredFile, hold
from guanjia.foundation.journal.public import record
from guanjia.foundation.secrecy.public import refuse_marked
from guanjia.foundation.sites.public import local
from guanjia.foundation.subjects.public import changed
from guanjia.green.models import GreenSheet, MeterReading, SiteFactor, Tally, Weighing
from guanjia.green.rules.energy import BACKWARDS, TOO_MUCH, most_plausible, used
from guanjia.green.rules.footprint import shipped
from guanjia.green.rules.refusals import GreenRefused
from guanjia.green.rules.states import MOST_COUNTED, SHEET_MOVES, SheetState, Thing
from guanjia.green.rules.waste import MOST_GRAMS, WasteKind
from guanjia.kernel.states import check_move

SHEET = "green.sheet"
SITE_FACTOR = "green.factor"


def refuse_controlled(event: Event) -> None:
    """A controlled event is the opaque slot: nothing of it is kept here (FIELD 1)."""
    if event.secrecy == Secrecy.CONTROLLED:
        raise GreenRefused("", _("Of a controlled meeting nothing is kept here."))


def sheet_of(*, event: Event, at: datetime) -> GreenSheet:
    """The event's green sheet, begun when there is none. Raises GreenRefused for a controlled event."""
    refuse_controlled(event)
    sheet, made = GreenSheet.objects.get_or_create(event=event, defaults={"site": event.site, "made_at": at})
    if made:
        changed(SHEET, [sheet.pk], site=event.site, at=at)
    return sheet


def _open(sheet: GreenSheet) -> None:
    if sheet.stage is SheetState.CLOSED:
        raise GreenRefused("", _("This green sheet is closed. Open it again first."))


def note_sheet(
    sheet: GreenSheet, action: str, actor: Any, at: datetime, changes: dict[str, Any], reason: str = ""
) -> None:
    """Write the journal row and let the duties follow."""
    record(
        site=sheet.site, at=at, actor=actor, action=action, subject=(SHEET, sheet.pk), changes=changes, reason=reason
    )
    GreenSheet.objects.filter(pk=sheet.pk).update(rev=F("rev") + 1)
    changed(SHEET, [sheet.pk], site=sheet.site, at=at)


@transaction.atomic
def weigh(
    *, sheet: GreenSheet, kind: WasteKind, grams: int, photo: StoredFile | None, actor: Any, at: datetime
) -> Weighing:
    """Note a bin's weight (GREN-002). `photo` is stored before the transaction. Raises GreenRefused."""
    _open(sheet)
    if not 0 < grams <= MOST_GRAMS:
        raise GreenRefused("kilograms", _("A weight lies between 1 g and %(most)s kg.") % {"most": MOST_GRAMS // 1000})
    row = Weighing.objects.create(
        site=sheet.site, sheet=sheet, kind=kind, grams=grams, photo=photo, at=at, by=_user(actor)
    )
    if photo is not None:
        hold(photo, (SHEET, sheet.pk))
    note_sheet(sheet, "sheet.weigh", actor, at, {"kind": kind.value, "grams": grams, "weighing": row.pk})
    return row


@transaction.atomic
def strike(*, row: Weighing | Tally, reason: str, actor: Any, at: datetime) -> bool:
    """Strike a slip out; it stays readable. False when it was struck before. Raises GreenRefused without a reason."""
    _open(row.sheet)
    if not reason.strip():
        raise GreenRefused("reason", _("Say why it is struck out."))
    if not type(row).objects.filter(pk=row.pk, struck_at=None).update(struck_at=at):
        return False
    what = "weighing" if isinstance(row, Weighing) else "tally"
    note_sheet(row.sheet, "sheet.strike", actor, at, {what: row.pk}, reason.strip()[:200])
    return True


@transaction.atomic
def tally(*, sheet: GreenSheet, thing: Thing, quantity: int, note: str, actor: Any, at: datetime) -> Tally:
    """Note so many sheets or bottles (GREN-001, GREN-004). Raises GreenRefused, SecretRefused."""
    _open(sheet)
    refuse_marked({"note": note}, site=sheet.site)
    if not 0 < quantity <= MOST_COUNTED:
        raise GreenRefused("quantity", _("A count lies between 1 and %(most)s.") % {"most": MOST_COUNTED})
    row = Tally.objects.create(
        site=sheet.site,
        sheet=sheet,
        thing=thing.value,
        quantity=quantity,
        note=note.strip()[:120],
        at=at,
        by=_user(actor),
    )
    note_sheet(sheet, "sheet.tally", actor, at, {"thing": thing.value, "quantity": quantity, "tally": row.pk})
    return row


@transaction.atomic
def read_before(
    *, sheet: GreenSheet, meter: str, reading: Decimal, parts: dict[str, Decimal], actor: Any, at: datetime
) -> MeterReading:
    """Note a meter before the meeting (GREN-003). `parts`: own_m2, own_hours, all_m2_hours, multiplier.

    Raises GreenRefused for a meter read before, and for areas that cannot be.
    """
    _open(sheet)
    refuse_marked({"meter": meter}, site=sheet.site)
    if parts["own_m2"] <= 0 or parts["own_hours"] <= 0 or parts["multiplier"] <= 0:
        raise GreenRefused("own_m2", _("Area, hours and multiplier are above nought."))
    if parts["all_m2_hours"] < parts["own_m2"] * parts["own_hours"]:
        raise GreenRefused("all_m2_hours", _("All areas together are at least the meeting's own."))
    try:
        with transaction.atomic():
            row = MeterReading.objects.create(
                site=sheet.site,
                sheet=sheet,
                meter=meter.strip(),
                before=reading,
                before_at=at,
                by=_user(actor),
                **parts,
            )
    except IntegrityError:
        raise GreenRefused("meter", _("This meter was read before the meeting already.")) from None
    note_sheet(sheet, "sheet.read_before", actor, at, {"meter": row.meter, "reading": str(reading)})
    return row


@transaction.atomic
def read_after(*, reading: MeterReading, value: Decimal, sure: bool, actor: Any, at: datetime) -> MeterReading:
    """Note the meter after the meeting; `sure` lets a figure pass that is larger than plausible. Raises GreenRefused."""
    _open(reading.sheet)
    try:
        kwh = used(reading.before, value, reading.multiplier)
    except ValueError:
        raise GreenRefused("value", _(BACKWARDS)) from None
    hours_m2 = reading.all_m2_hours / reading.own_hours
    most = most_plausible(hours_m2, reading.before_at, at)
    if kwh > most and not sure:
        raise GreenRefused("value", _(TOO_MUCH) % {"most": most})
    if not MeterReading.objects.filter(pk=reading.pk, after=None).update(after=value, after_at=at):
        raise GreenRefused("value", _("This meter was read after the meeting already."))
    reading.after, reading.after_at = value, at
    note_sheet(reading.sheet, "sheet.read_after", actor, at, {"meter": reading.meter, "reading": str(value)})
    return reading


@transaction.atomic
def move_sheet(*, sheet: GreenSheet, to: SheetState, actor: Any, at: datetime) -> GreenSheet:
    """Close the sheet, or open it again. Raises MoveRefused, GateClosed while a weighing is owed."""
    check_move(SHEET_MOVES, sheet.stage, to)
    verb = "close" if to is SheetState.CLOSED else "reopen"
    require(SHEET, sheet.pk, verb, at=at)
    old = sheet.state
    if not GreenSheet.objects.filter(pk=sheet.pk, state=old).update(state=to, rev=F("rev") + 1):
        raise GreenRefused("", _("Somebody else has just done that."))
    sheet.state = to
    record(
        site=sheet.site,
        at=at,
        actor=actor,
        action=f"sheet.{verb}",
        subject=(SHEET, sheet.pk),
        from_state=old,
        to_state=to,
    )
    changed(SHEET, [sheet.pk], site=sheet.site, at=at)
    return sheet


@transaction.atomic
def enter_factor(*, site: Any, factor: SiteFactor, actor: Any, at: datetime) -> SiteFactor:
    """Keep a factor of the site's own, with its source. Raises GreenRefused, SecretRefused."""
    refuse_marked({"source": factor.source}, site=site)
    if factor.code not in {each.code for each in shipped()}:
        raise GreenRefused("code", _("There is no such factor."))
    if factor.value <= 0:
        raise GreenRefused("value", _("A factor is above nought."))
    if factor.since > local(site, at).date():
        raise GreenRefused("since", _("This day has not come yet."))
    factor.site, factor.entered_at, factor.entered_by = site, at, _user(actor)
    try:
        with transaction.atomic():
            factor.save(force_insert=True)
    except IntegrityError:
        raise GreenRefused(
            "since", _("There is a factor from this day on already; enter the new one from another day.")
        ) from None
    changes = {"code": factor.code, "value": str(factor.value), "since": factor.since.isoformat()}
    record(site=site, at=at, actor=actor, action="factor.enter", subject=(SITE_FACTOR, factor.pk), changes=changes)
    return factor


def _user(actor: Any) -> Any:
    return actor if getattr(actor, "pk", None) else None
