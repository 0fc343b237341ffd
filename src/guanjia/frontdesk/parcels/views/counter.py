"""What waits at the counter, one parcel, its hand-over."""

from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from guanjia.custody.public import (
    ITEM,
    CustodyRefused,
    Handover,
    ItemState,
    TakenBy,
    colleague,
    colleagues,
    is_checked_by_two,
    keep_longer,
    may_dispose,
    photos_of,
    topic,
)
from guanjia.custody.public import ItemKind as Kind
from guanjia.duties.public import duties_of
from guanjia.foundation.files.public import url
from guanjia.foundation.journal.public import timeline
from guanjia.foundation.sites.public import site_now
from guanjia.frontdesk.parcels.actions import collecting
from guanjia.frontdesk.parcels.actions.codes import CodeRefused, find_by_code, unlock
from guanjia.frontdesk.parcels.actions.receiving import assign
from guanjia.frontdesk.parcels.actions.telling import ARRIVED, tell
from guanjia.frontdesk.parcels.forms import HandForm
from guanjia.frontdesk.parcels.models import Locker, Parcel
from guanjia.frontdesk.parcels.permissions import decides, keeps_counter, sees_parcels
from guanjia.frontdesk.parcels.queries.parcels import SHOWS, parcel_list
from guanjia.frontdesk.parcels.rules.carriers import CARRIERS
from guanjia.frontdesk.parcels.rules.codes import is_locked
from guanjia.frontdesk.parcels.views.asking import REFUSALS, add_refusal, chosen, found_for, photos, said_of
from guanjia.kernel import typed
from guanjia.people.public import require_page

CODES = "parcel_codes"
LABELS = {carrier.code: carrier.label for carrier in CARRIERS}


@require_GET
@require_page(sees_parcels)
def parcels_page(request: HttpRequest, site_code: str) -> HttpResponse:
    """Parcels that wait, the longest first; by unit, number or shelf."""
    show, words = request.GET.get("show", "waiting"), request.GET.get("q", "").strip()
    show = show if show in SHOWS else "waiting"
    rows = parcel_list(request.site, show=show, words=words)
    if unit := typed.number(request.GET.get("unit")):
        rows = rows.filter(item__unit=unit)
    page = Paginator(rows, 50).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "show": show,
        "q": words,
        "keeps": keeps_counter(request.user, request.site),
        "topic": topic(request.site.pk),
    }
    return render(request, "parcels/parcels.html", context)


@require_POST
@require_page(keeps_counter)
def find(request: HttpRequest, site_code: str) -> HttpResponse:
    """Somebody says a code: its parcel is opened, ready to be signed for."""
    code = request.POST.get("code", "").strip()
    try:
        parcel = find_by_code(site=request.site, code=code, actor=request.user, at=site_now(request.site))
    except CodeRefused as refused:
        messages.error(request, str(refused))
        return redirect("parcels:parcels", site_code)
    request.session[CODES] = {parcel.item.number: code}
    return redirect("parcels:parcel", site_code, parcel.item.number)


@require_page(sees_parcels, write=keeps_counter)
def parcel_page(request: HttpRequest, site_code: str, number: str) -> HttpResponse:
    """One parcel: what is known, what happened, and on a POST its hand-over."""
    parcel, at = _find(request, number), site_now(request.site)
    form = _hand_form(request, parcel, at)
    if request.method == "POST" and form is not None and form.is_valid():
        try:
            _hand(request, parcel, form, at)
        except REFUSALS as refused:
            add_refusal(form, refused)
            parcel.refresh_from_db()
        else:
            messages.success(request, _("Handed over and signed for."))
            return redirect("parcels:parcels", site_code)
    status = 422 if form is not None and form.errors else 200
    return render(request, "parcels/parcel.html", _context(request, parcel, form, at), status=status)


@require_POST
@require_page(keeps_counter)
def act(request: HttpRequest, site_code: str, number: str, verb: str) -> HttpResponse:
    """Find its recipient, tell again, keep longer, send back, unlock, lost, astray, back on the shelf."""
    parcel, at = _find(request, number), site_now(request.site)
    if verb in {"keep", "send_back", "unlock", "lose"} and not decides(request.user, request.site):
        raise PermissionDenied
    try:
        _act(request, parcel, verb, at)
    except REFUSALS as refused:
        messages.error(request, said_of(refused))
    return redirect("parcels:parcel", site_code, number)


def _act(request: HttpRequest, parcel: Parcel, verb: str, at: datetime) -> None:
    reason, who = request.POST.get("reason", "").strip()[:500], request.user
    if verb == "assign":
        found = chosen(request, found_for(request, request.POST.get("recipient", ""), at))
        if found is None:
            raise CustodyRefused("recipient", _("Nobody on file fits, or several do. Write unit and name."))
        assign(parcel=parcel, unit=found.unit, person=found.person, actor=who, at=at)
    elif verb == "tell":
        tell(parcel, ARRIVED, at=at)
    elif verb == "keep":
        until = at + timedelta(days=_days(request.POST.get("days", "")))
        keep_longer(item=parcel.item, until=until, reason=reason, actor=who, at=at)
    elif verb == "send_back":
        collecting.send_back(parcel=parcel, reason=reason, actor=who, at=at)
    elif verb == "unlock":
        unlock(parcel=parcel, reason=reason, actor=who, at=at)
    elif verb == "astray":
        collecting.gone_astray(parcel=parcel, reason=reason, actor=who, at=at)
    elif verb == "back":
        collecting.bring_back(parcel=parcel, shelf=request.POST.get("shelf", "")[:20], actor=who, at=at)
        tell(parcel, ARRIVED, at=at)
    elif verb == "lose":
        amount = _amount(request.POST.get("amount", ""))
        note = request.POST.get("note", "").strip()[:300]
        by_manager = decides(who, request.site) and not request.POST.get("desk")
        collecting.lose_parcel(
            parcel=parcel, reason=reason, amount=amount, note=note, by_manager=by_manager, actor=who, at=at
        )
    else:
        raise Http404


def _hand(request: HttpRequest, parcel: Parcel, form: HandForm, at: datetime) -> None:
    given = form.cleaned_data
    files = photos(request, at)
    witness = colleague(request.site, request.user, given.get("witness", ""), at)
    kept = request.session.get(CODES, {}).get(parcel.item.number, "")
    handover = Handover(
        to_name=given["to_name"], as_whom=TakenBy(given["as_whom"]), relation=given["relation"],
        checked=given["checked"], signature=given["signature"], condition=given["condition"],
        witness_id=witness.pk if witness is not None else None, photo_count=len(files),
    )  # fmt: skip
    code = given.get("code", "") or kept
    collecting.collect(parcel=parcel, handover=handover, code=code, file_ids=files, actor=request.user, at=at)
    request.session.pop(CODES, None)


def _hand_form(request: HttpRequest, parcel: Parcel, at: datetime) -> HandForm | None:
    held = parcel.is_open and parcel.item.stage in {ItemState.HELD, ItemState.ASTRAY}
    if not held or not keeps_counter(request.user, request.site) or parcel.item.unit_id is None:
        return None
    two = is_checked_by_two(parcel.item, at)
    coded = parcel.item.number not in request.session.get(CODES, {})
    owner = parcel.item.owner
    return HandForm(
        request.POST or None, request.FILES or None, colleagues=colleagues(request.site, request.user, at), two=two,
        coded=coded, initial={"to_name": owner.name if owner is not None else "", "condition": _("Intact")},
    )  # fmt: skip


def _context(request: HttpRequest, parcel: Parcel, form: HandForm | None, at: datetime) -> dict[str, object]:
    item = parcel.item
    return {
        "parcel": parcel,
        "item": item,
        "form": form,
        "carrier": LABELS.get(parcel.carrier, ""),
        "coded": item.number in request.session.get(CODES, {}),
        "two": form is not None and "witness" in form.fields,
        "locked": is_locked(parcel.tries),
        "photos": [(url(file), url(file, thumb=True)) for file in photos_of(item)],
        "history": timeline((ITEM, item.pk)),
        "duties": duties_of(ITEM, item.pk),
        "keeps": keeps_counter(request.user, request.site),
        "decides": decides(request.user, request.site),
        "lockers": Locker.objects.filter(site=item.site_id, active=True) if parcel.is_open else [],
        "clearable": item.stage is ItemState.HELD and may_dispose(Kind.PARCEL, item.taken_at, at),
    }


def _find(request: HttpRequest, number: str) -> Parcel:
    rows = Parcel.objects.select_related(
        "site", "item__unit__building", "item__owner", "item__keeper", "item__site", "locker"
    )
    return get_object_or_404(rows, site=request.site, item__number=number)


def _days(text: str) -> int:
    return int(text) if text.isdigit() and 1 <= int(text) <= 30 else 3


def _amount(text: str) -> Decimal | None:
    try:
        return Decimal(text) if text.strip() else None
    except InvalidOperation as error:
        raise CustodyRefused("amount", _("Give an amount.")) from error
