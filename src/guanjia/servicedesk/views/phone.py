"""Work orders on a phone: mine, and one of them with one big button."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from guanjia.foundation.files.public import url
from guanjia.people.public import require_page
from guanjia.servicedesk.permissions import sees_orders
from guanjia.servicedesk.queries.orders import NEXT, mine, photos_of
from guanjia.servicedesk.rules.orders import verb_of
from guanjia.servicedesk.views.desk import find_order


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
    return render(request, "servicedesk/my_order.html", context)
