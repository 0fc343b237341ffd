"""Temporary storage: in, out."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from guanjia.custody.public import (
    OPEN_ITEM,
    Handover,
    Item,
    ItemKind,
    TakenBy,
    colleague,
    colleagues,
    is_checked_by_two,
)
from guanjia.foundation.sites.public import site_now
from guanjia.frontdesk.parcels.actions.storing import Deposit, fetch_thing, store_thing
from guanjia.frontdesk.parcels.forms import HandForm, StoreForm
from guanjia.frontdesk.parcels.permissions import keeps_counter, sees_parcels
from guanjia.frontdesk.parcels.queries.recipients import recipient_by_key
from guanjia.frontdesk.parcels.views.asking import REFUSALS, add_refusal, found_for, photos, prefilled
from guanjia.people.public import require_page


@require_GET
@require_page(sees_parcels)
def storage_page(request: HttpRequest, site_code: str) -> HttpResponse:
    """What is stored, the one due first first."""
    rows = Item.objects.filter(site=request.site, kind=ItemKind.STORAGE, state__in=OPEN_ITEM)
    rows = rows.select_related("unit", "owner").order_by("due_at", "pk")
    page = Paginator(rows, 50).get_page(request.GET.get("page"))
    context = {"page": page, "keeps": keeps_counter(request.user, request.site), "at": site_now(request.site)}
    return render(request, "parcels/storage.html", context)


@require_page(keeps_counter)
def store_page(request: HttpRequest, site_code: str) -> HttpResponse:
    """Take a thing into storage; whoever leaves it signs."""
    at = site_now(request.site)
    known = recipient_by_key(request.site, prefilled(request))
    initial = {"recipient": known.unit.code if known is not None else "", "content": "luggage"}
    form = StoreForm(request.POST or None, request.FILES or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        found = found_for(request, given["recipient"], at)
        try:
            deposit = Deposit(
                name=given["name"], content=given["content"], count=given["count"], exception=given["exception"],
                condition=given["condition"], shelf=given["shelf"], signature=given["signature"],
                unit=found[0].unit if found else None, person=found[0].person if found else None,
                file_ids=photos(request, at),
            )  # fmt: skip
            item = store_thing(site=request.site, deposit=deposit, actor=request.user, at=at)
        except REFUSALS as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, _("%(number)s is stored for seven days.") % {"number": item.number})
            return redirect("parcels:storage", site_code)
    context = {"form": form, "title": _("Into storage"), "button": _("Take it in"), "back": "parcels:storage"}
    return render(request, "parcels/form.html", context, status=422 if form.errors else 200)


@require_page(keeps_counter)
def fetch_page(request: HttpRequest, site_code: str, number: str) -> HttpResponse:
    """A stored thing goes back against a signature."""
    at = site_now(request.site)
    rows = Item.objects.select_related("site", "owner")
    item = get_object_or_404(rows, site=request.site, kind=ItemKind.STORAGE, number=number)
    form = HandForm(
        request.POST or None, request.FILES or None, colleagues=colleagues(request.site, request.user, at),
        two=is_checked_by_two(item, at), coded=False,
        initial={"to_name": item.owner.name if item.owner is not None else "", "condition": _("Intact")},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            files = photos(request, at)
            witness = colleague(request.site, request.user, given.get("witness", ""), at)
            handover = Handover(
                to_name=given["to_name"], as_whom=TakenBy(given["as_whom"]), relation=given["relation"],
                checked=given["checked"], signature=given["signature"], condition=given["condition"],
                witness_id=witness.pk if witness is not None else None, photo_count=len(files),
            )  # fmt: skip
            fetch_thing(item=item, handover=handover, file_ids=files, actor=request.user, at=at)
        except REFUSALS as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, _("Handed over and signed for."))
            return redirect("parcels:storage", site_code)
    context = {"form": form, "title": f"{item}", "button": _("Hand it over"), "back": "parcels:storage"}
    return render(request, "parcels/form.html", context, status=422 if form.errors else 200)
