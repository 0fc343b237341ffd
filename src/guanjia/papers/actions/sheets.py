"""Forms are reserved, filled in, signed, corrected, voided, printed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from guanjia.foundation.journal.public import record
from guanjia.foundation.numbers.public import next_number
from guanjia.foundation.persons.public import erase, make_person
from guanjia.foundation.secrecy.public import refuse_marked
from guanjia.foundation.sites.public import Site, local
from guanjia.kernel.states import MoveRefused, check_move
from guanjia.papers.actions.archive import open_archive
from guanjia.papers.events import SheetSigned
from guanjia.papers.models import Sheet
from guanjia.papers.rules.catalogue import FORMS
from guanjia.papers.rules.forms import Form, lacking
from guanjia.papers.rules.sheets import SHEET_MOVES, VERB_OF_STATE, SheetState, keep_until, may_alter

SHEET = "papers.sheet"
LINK = "form"
MOST_RESERVED = 200


class PaperRefused(Exception):
    """A form cannot be taken so; `fields` names what is wrong, str() says the rule in the reader's language."""

    def __init__(self, message: str, fields: list[str] | None = None) -> None:
        super().__init__(message)
        self.fields = fields or []


@dataclass(frozen=True, kw_only=True)
class Filling:
    """What was written on a form. `written_at` and `from_paper` for a paper that is entered later (FIELD 4)."""

    values: Mapping[str, Any]
    subject: tuple[str, int] = ("", 0)
    from_paper: bool = False
    written_at: datetime | None = None
    written_by: str = ""
    phone: str = field(default="", repr=False)


def form_of(code: str) -> Form:
    """The form of that code. Raises PaperRefused."""
    if code not in FORMS:
        raise PaperRefused(_("There is no such form."))
    return FORMS[code]


@transaction.atomic
def reserve_sheets(*, site: Site, code: str, count: int, actor: Any, at: datetime) -> list[Sheet]:
    """Numbers for blank forms that are printed ahead (FIELD 4). What is not used in the end is voided with a reason."""
    form = form_of(code)
    if not 1 <= count <= MOST_RESERVED:
        raise PaperRefused(_("Reserve between 1 and %(most)s.") % {"most": MOST_RESERVED}, ["count"])
    sheets = [_new(site, form, SheetState.RESERVED, actor, at) for _number in range(count)]
    return sheets


@transaction.atomic
def fill_sheet(
    *, site: Site, code: str, filling: Filling, actor: Any, at: datetime, sheet: Sheet | None = None
) -> Sheet:
    """Fill a form in: a new one, a reserved one by its number, or one that is not signed yet once more.

    Raises PaperRefused (its `fields`) for what is missing, a time to come, a sheet of another form; MoveRefused for one that is
    signed or void (TMPL-004); BadValue for a telephone that is none; SecretRefused for marked text.
    """
    form = form_of(code)
    values = {each.code: filling.values.get(each.code, "") for each in form.fields if each.kind != "phone"}
    if missing := lacking(form, values | {each.code: filling.phone for each in form.fields if each.kind == "phone"}):
        raise PaperRefused(_("Fill in what is marked."), missing)
    if filling.written_at is not None and filling.written_at > at:
        raise PaperRefused(_("The time on the paper lies in the future."), ["written_at"])
    refuse_marked({name: str(value) for name, value in values.items()}, site=site)
    if sheet is None:
        sheet = _new(site, form, SheetState.FILLED, actor, filling.written_at or at)
    elif sheet.form != code or sheet.site_id != site.pk:
        raise PaperRefused(_("This number belongs to another form."), ["number"])
    elif not may_alter(sheet.stage):
        raise MoveRefused(sheet.stage, SheetState.FILLED)
    old = sheet.stage
    fields: dict[str, Any] = {
        "values": values,
        "state": SheetState.FILLED,
        "from_paper": filling.from_paper,
        "written_at": filling.written_at,
        "person": _person(site, form, values, filling.phone, sheet, actor, at),
        "subject_kind": filling.subject[0] or sheet.subject_kind,
        "subject_id": filling.subject[1] or sheet.subject_id,
    }
    if not Sheet.objects.filter(pk=sheet.pk, rev=sheet.rev).update(rev=sheet.rev + 1, **fields):
        raise MoveRefused(old, SheetState.FILLED)
    sheet.refresh_from_db()
    changes = {"from_paper": filling.from_paper, "written_by": filling.written_by[:60]} if filling.from_paper else {}
    _journal(sheet, "fill", old, actor, at, changes=changes)
    return sheet


@transaction.atomic
def sign_sheet(*, sheet: Sheet, names: list[str], actor: Any, at: datetime) -> Sheet:
    """Everybody whom the form asks has signed: from now on nothing on it is altered, it is filed under its number."""
    form = form_of(sheet.form)
    wanted = max(len(form.signers), 1)
    given = [name.strip() for name in names if name.strip()]
    if len(given) < wanted:
        raise PaperRefused(_("Everybody who signs is named."), ["signers"])
    if len(set(given)) < len(given):
        raise PaperRefused(_("One person cannot sign twice."), ["signers"])
    words = form.signers or (("Signed by", "签字"),)
    signed = [{"words": list(word), "name": name[:60]} for word, name in zip(words, given, strict=False)]
    until = keep_until(at, form.keep_days)
    open_archive(site=sheet.site, at=at)
    return _move(sheet, SheetState.SIGNED, actor, at, signed=signed, signed_at=at, keep_until=until)


@transaction.atomic
def correct_sheet(*, sheet: Sheet, filling: Filling, actor: Any, at: datetime) -> Sheet:
    """Put a signed form right by another one that names it; the first stays as it was signed."""
    if sheet.stage is not SheetState.SIGNED:
        raise MoveRefused(sheet.stage, SheetState.FILLED)
    made = fill_sheet(site=sheet.site, code=sheet.form, filling=filling, actor=actor, at=at)
    Sheet.objects.filter(pk=made.pk).update(corrects=sheet)
    made.corrects = sheet
    return made


def void_sheet(*, sheet: Sheet, reason: str, actor: Any, at: datetime) -> Sheet:
    """A reserved number that was not used, or a form spoilt: void, with its reason. A signed one cannot be voided."""
    if not reason.strip():
        raise PaperRefused(_("Say why it is void."), ["reason"])
    with transaction.atomic():
        return _move(sheet, SheetState.VOID, actor, at, reason=reason)


@transaction.atomic
def count_print(*, sheet: Sheet, actor: Any, at: datetime) -> int:
    """Count one print; returns how many there were before, so that the second is marked as a reprint (补打)."""
    before = Sheet.objects.select_for_update().get(pk=sheet.pk).printed
    Sheet.objects.filter(pk=sheet.pk).update(printed=F("printed") + 1)
    record(site=sheet.site, at=at, actor=actor, action="print", subject=(SHEET, sheet.pk), changes={"before": before})
    return before


@transaction.atomic
def clear_sheets(*, site: Site, at: datetime, actor: Any = None) -> int:
    """Remove signed forms whose time is over, with the persons whom only they name; held ones stay. Returns how many."""
    rows = Sheet.objects.filter(site=site, keep_until__lte=at, held="", corrections=None).select_related("person")[:500]
    gone = 0
    for sheet in rows:
        person = sheet.person
        record(site=site, at=at, actor=actor, action="clear", subject=(SHEET, sheet.pk), changes={"form": sheet.form})
        Sheet.objects.filter(pk=sheet.pk).delete()
        if person is not None and not Sheet.objects.filter(person=person).exists():
            erase(person, actor=actor, at=at, reason="papers.keep_days", site=site)
        gone += 1
    return gone


def _new(site: Site, form: Form, state: SheetState, actor: Any, at: datetime) -> Sheet:
    number = next_number(site=site, prefix=f"{form.prefix}B", on=local(site, at).date())
    sheet = Sheet.objects.create(site=site, form=form.code, number=number, state=state, made_by=actor, made_at=at)
    _journal(sheet, "reserve" if state is SheetState.RESERVED else "make", "", actor, at)
    return sheet


def _person(
    site: Site, form: Form, values: Mapping[str, Any], phone: str, sheet: Sheet, actor: Any, at: datetime
) -> Any:
    """Somebody with a telephone becomes a person on file, encrypted and erasable; without one nobody is made."""
    if not phone.strip():
        return sheet.person
    name = next((str(values[each.code]) for each in form.fields if each.kind == "name" and values.get(each.code)), "")
    return make_person(site=site, name=name or _("unnamed"), private={"phone": phone}, link=LINK, actor=actor, at=at)


def _move(sheet: Sheet, to: SheetState, actor: Any, at: datetime, *, reason: str = "", **fields: Any) -> Sheet:
    old = sheet.stage
    check_move(SHEET_MOVES, old, to)
    if not Sheet.objects.filter(pk=sheet.pk, rev=sheet.rev, state=old).update(state=to, rev=sheet.rev + 1, **fields):
        raise MoveRefused(old, to)
    sheet.refresh_from_db()
    event = SheetSigned(sheet.pk, sheet.form, sheet.subject_kind, sheet.subject_id) if to is SheetState.SIGNED else None
    _journal(sheet, VERB_OF_STATE[to], old, actor, at, reason=reason, event=event)
    return sheet


def _journal(
    sheet: Sheet,
    action: str,
    old: str,
    actor: Any,
    at: datetime,
    *,
    reason: str = "",
    event: object | None = None,
    changes: dict[str, Any] | None = None,
) -> None:
    record(
        site=sheet.site,
        at=at,
        actor=actor,
        action=action,
        subject=(SHEET, sheet.pk),
        from_state=str(old),
        to_state=sheet.state,
        reason=reason,
        event=event,
        changes=changes,
    )
