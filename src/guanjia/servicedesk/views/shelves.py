"""Master data of the service desk: the price list and the parts on the shelf."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guanjia.foundation.journal.public import timeline
from guanjia.foundation.sites.public import site_now
from guanjia.foundation.tables.public import list_view
from guanjia.people.public import require_page
from guanjia.servicedesk.actions.moving import OrderRefused
from guanjia.servicedesk.actions.shelves import STOCK as STOCK_KIND
from guanjia.servicedesk.actions.shelves import count_part, receive_part, save_part, save_price
from guanjia.servicedesk.forms.shelf import PartForm, PriceForm
from guanjia.servicedesk.models import PartUsed, PriceItem, StockItem
from guanjia.servicedesk.permissions import keeps_shelves, sees_orders
from guanjia.servicedesk.tables import MAILS, PRICES, STOCK, mails, prices, shelf


def _keeps(request: HttpRequest, **_kwargs: Any) -> dict[str, Any]:
    return {"keeps": keeps_shelves(request.user, request.site)}


price_list = require_page(sees_orders)(
    list_view(
        PRICES, lambda request, **_kwargs: prices(request.site), template="servicedesk/prices.html", context=_keeps
    )
)
stock_list = require_page(sees_orders)(
    list_view(STOCK, lambda request, **_kwargs: shelf(request.site), template="servicedesk/stock.html", context=_keeps)
)
mail_list = require_page(sees_orders)(
    list_view(MAILS, lambda request, **_kwargs: mails(request.site), template="servicedesk/mails.html")
)


@require_page(keeps_shelves)
def price_form(request: HttpRequest, site_code: str, pk: int | None = None) -> HttpResponse:
    """Offer a line at a price, or change it; quotes that were given keep theirs."""
    item = get_object_or_404(PriceItem, site=request.site, pk=pk) if pk else None
    initial = _price(item) if item else {}
    form = PriceForm(request.POST or None, initial=initial)
    if item:
        form.fields["code"].disabled = True
    if request.method == "POST" and form.is_valid():
        save_price(site=request.site, actor=request.user, at=site_now(request.site), **form.cleaned_data)
        return redirect("servicedesk:prices", site_code)
    context = {"form": form, "item": item}
    return render(request, "servicedesk/price.html", context, status=422 if form.errors else 200)


def _price(item: PriceItem) -> dict[str, Any]:
    return {
        "code": item.code,
        "title": item.title,
        "price": f"{item.price_fen / 100:.2f}",
        "unit_text": item.unit_text,
        "active": item.active,
    }


@require_page(sees_orders, write=keeps_shelves)
def part_page(request: HttpRequest, site_code: str, pk: int | None = None) -> HttpResponse:
    """One part: how many, which orders took it, what came in; or a new one."""
    item = get_object_or_404(StockItem.objects.select_related("site"), site=request.site, pk=pk) if pk else None
    names = ("code", "name", "unit_text", "least")
    form = PartForm(request.POST or None, initial={name: getattr(item, name) for name in names} if item else {})
    if item:
        form.fields["code"].disabled = True
    if request.method == "POST" and form.is_valid():
        made = save_part(site=request.site, actor=request.user, at=site_now(request.site), **form.cleaned_data)
        return redirect("servicedesk:part", site_code, made.pk)
    uses = PartUsed.objects.filter(item=item).select_related("order", "user").order_by("-pk")[:50] if item else []
    history = timeline((STOCK_KIND, item.pk)) if item else []
    context = {"form": form, "item": item, "uses": uses, "history": history} | _keeps(request)
    return render(request, "servicedesk/part.html", context, status=422 if form.errors else 200)


@require_POST
@require_page(keeps_shelves)
def part_act(request: HttpRequest, site_code: str, pk: int, verb: str) -> HttpResponse:
    """Some came in, or were counted."""
    item = get_object_or_404(StockItem.objects.select_related("site"), site=request.site, pk=pk)
    text, words = request.POST.get("count", "").strip(), request.POST.get("words", "").strip()[:300]
    number = int(text) if text.isdecimal() and len(text) <= 6 else -1
    who = {"actor": request.user, "at": site_now(request.site)}
    try:
        if verb == "receive":
            receive_part(item=item, count=number, words=words, **who)
        else:
            count_part(item=item, found=number, words=words, **who)
    except OrderRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("%(count)s are on the shelf now.") % {"count": item.on_hand})
    return redirect("servicedesk:part", site_code, pk)
