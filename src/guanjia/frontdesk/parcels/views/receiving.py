"""Parcels are taken in: scan, whose, done, next."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from guanjia.foundation.sites.public import site_now
from guanjia.frontdesk.parcels.actions.receiving import Arrival, receive, turn_away
from guanjia.frontdesk.parcels.forms import ReceiveForm
from guanjia.frontdesk.parcels.models import Parcel
from guanjia.frontdesk.parcels.permissions import keeps_counter
from guanjia.frontdesk.parcels.queries.parcels import parcel_list
from guanjia.frontdesk.parcels.queries.recipients import Recipient, recipient_by_key
from guanjia.frontdesk.parcels.rules.accepting import Packaging
from guanjia.frontdesk.parcels.views.asking import (
    REFUSALS,
    add_refusal,
    as_choices,
    chosen,
    found_for,
    photos,
    prefilled,
)
from guanjia.people.public import require_page

LAST = 8


@require_page(keeps_counter)
def receive_page(request: HttpRequest, site_code: str) -> HttpResponse:
    """Scan the number, say whose it is, next. Enter after the scan goes to the recipient, Enter there takes it in."""
    at = site_now(request.site)
    if request.method != "POST":
        return _show(request, at, _blank(request))
    found = found_for(request, request.POST.get("recipient", ""), at)
    known = recipient_by_key(request.site, request.POST.get("choice", ""))
    if not found and known is not None:
        found = [known]
    form = ReceiveForm(request.POST, request.FILES, found=as_choices(found))
    if not form.is_valid():
        return _show(request, at, form, status=422)
    who = chosen(request, found)
    if who is None and not form.cleaned_data["unknown"]:
        return _ask_whose(request, at, form, found)
    return _take(request, site_code, at, form, who)


def _take(request: HttpRequest, site_code: str, at: datetime, form: ReceiveForm, who: Recipient | None) -> HttpResponse:
    given = form.cleaned_data
    try:
        arrival = Arrival(
            tracking_number=given["tracking_number"],
            unit=who.unit if who is not None else None,
            person=who.person if who is not None else None,
            label=given["label"],
            packaging=Packaging(given["packaging"]),
            content=given["content"],
            exception=given["exception"],
            note=given["note"],
            shelf=given["shelf"],
            file_ids=photos(request, at),
        )
        if request.POST.get("verb") == "refuse":
            parcel = turn_away(site=request.site, arrival=arrival, reason=given["note"], actor=request.user, at=at)
            messages.warning(request, _("%(number)s was refused and is in the register.") % {"number": parcel})
        else:
            parcel = receive(site=request.site, arrival=arrival, actor=request.user, at=at)
            said = _("%(number)s is on shelf %(shelf)s.")
            messages.success(request, said % {"number": parcel.item.number, "shelf": parcel.item.shelf})
    except REFUSALS as refused:
        add_refusal(form, refused)
        return _show(request, at, form, status=422)
    return redirect(f"{reverse('parcels:receive', args=[site_code])}?last={parcel.item.number}")


def _ask_whose(request: HttpRequest, at: datetime, form: ReceiveForm, found: list[Recipient]) -> HttpResponse:
    typed = form.cleaned_data["recipient"].strip()
    if typed and not found:
        form.add_error("recipient", _("Nobody on file fits. Write the unit, or put it on the list."))
        return _show(request, at, form, status=422)
    return _show(request, at, form, focus="choice" if found else "recipient")


def _blank(request: HttpRequest) -> ReceiveForm:
    key = prefilled(request)
    known = recipient_by_key(request.site, key) if key else None
    return ReceiveForm(
        found=as_choices([known]) if known is not None else [],
        initial={"choice": known.key, "recipient": known.unit.code} if known is not None else {},
    )


def _show(
    request: HttpRequest, at: datetime, form: ReceiveForm, *, focus: str = "tracking_number", status: int = 200
) -> HttpResponse:
    form.fields[focus].widget.attrs["autofocus"] = True
    mine = parcel_list(request.site).filter(item__keeper=request.user).order_by("-pk")[:LAST]
    rows = list(mine)
    last: Parcel | None = next((p for p in rows if p.item.number == request.GET.get("last")), None)
    context = {"form": form, "rows": rows, "last": last, "asks": bool(form.fields["choice"].choices)}  # type: ignore[attr-defined]
    return render(request, "parcels/receive.html", context, status=status)
