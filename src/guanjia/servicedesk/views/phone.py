"""Work orders on a phone: mine, and one of them with one big button."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from guanjia.foundation.files.public import url
from guanjia.people.public import is_auditor, require_page
from guanjia.servicedesk.actions.following import enters_home
from guanjia.servicedesk.models import StockItem, WorkOrder
from guanjia.servicedesk.permissions import opens_orders, sees_orders
from guanjia.servicedesk.queries.orders import NEXT, mine, photos_of, work_photos
from guanjia.servicedesk.rules.orders import OrderState, verb_of
from guanjia.servicedesk.rules.requests import FIVE_TREASURES
from guanjia.servicedesk.views.finding import find_order

GIVES_BACK = frozenset({OrderState.DISPATCHED, OrderState.ACCEPTED})


@require_GET
@require_page(sees_orders)
def mine_page(request: HttpRequest, site_code: str) -> HttpResponse:
    """What I have to put right."""
    return render(request, "servicedesk/mine.html", {"orders": mine(request.user, request.site)})


@require_GET
@require_page(sees_orders)
def my_order(request: HttpRequest, site_code: str, number: str) -> HttpResponse:
    """One order, its next step as the big button."""
    order = find_order(request, number)
    context = {
        "order": order,
        "photos": [(url(file), url(file, thumb=True)) for file in photos_of(order)],
        "buttons": [(to, verb_of(order.stage, to)) for to in NEXT[order.stage]],
    }
    return render(request, "servicedesk/my_order.html", context | work_context(order, request))


def work_context(order: WorkOrder, request: HttpRequest) -> dict[str, Any]:
    """What a page that works on the order shows besides: its request, photos, treasures, parts and time."""
    writes = opens_orders(request.user, order.site) and not is_auditor(request.user, order.site)
    asks = order.request
    return {
        "asks": asks,
        "works": writes,
        "work_photos": [(after, url(file), url(file, thumb=True)) for after, file in work_photos(order)],
        "treasures": FIVE_TREASURES if enters_home(order) and order.arrived_at is None else (),
        "arrives": writes and asks is not None and order.arrived_at is None and order.stage is OrderState.ACCEPTED,
        "gives_back": writes and order.stage in GIVES_BACK,
        "at_work": writes and order.stage in {OrderState.ACCEPTED, OrderState.IN_PROGRESS},
        "parts": order.parts.select_related("item").order_by("pk"),
        "labour": order.labour.select_related("user").order_by("pk"),
        "stock": StockItem.objects.filter(site=order.site, on_hand__gt=0).order_by("name")[:500] if writes else [],
    }
