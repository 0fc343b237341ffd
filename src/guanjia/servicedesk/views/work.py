"""What a technician does with an order on the phone: photos, arriving, giving it back, parts and time."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guanjia.foundation.files.public import FileRefused
from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.foundation.sites.public import site_now
from guanjia.kernel.states import MoveRefused
from guanjia.people.public import require_page
from guanjia.servicedesk.actions.evidence import add_photos
from guanjia.servicedesk.actions.moving import OrderRefused, arrive_order, decline_order, no_access
from guanjia.servicedesk.actions.parts import note_labour, use_part
from guanjia.servicedesk.models import StockItem, WorkOrder
from guanjia.servicedesk.permissions import opens_orders
from guanjia.servicedesk.views.finding import find_order, keep_photos

Deed = Callable[[WorkOrder, HttpRequest, dict[str, Any]], object]


@require_POST
@require_page(opens_orders)
def work(request: HttpRequest, site_code: str, number: str, deed: str) -> HttpResponse:
    """Do one of DEEDS with the order; a refusal is told in words and changes nothing."""
    do = DEEDS.get(deed)
    if do is None:
        raise Http404
    order = find_order(request, number)
    try:
        do(order, request, {"order": order, "actor": request.user, "at": site_now(request.site)})
    except MoveRefused:
        messages.error(request, _("The order has moved on meanwhile; look again."))
    except (OrderRefused, SecretRefused, FileRefused) as refused:
        messages.error(request, str(refused))
    back = "servicedesk:my_order" if request.POST.get("phone") else "servicedesk:order"
    return redirect(back, site_code, number)


def _words(request: HttpRequest) -> str:
    return request.POST.get("words", "").strip()[:500]


def _count(request: HttpRequest, name: str) -> int:
    text = request.POST.get(name, "").strip()
    if not text.removeprefix("-").isdecimal() or len(text) > 6:
        raise OrderRefused(_("A whole number is needed."))
    return int(text)


def _photos(order: WorkOrder, request: HttpRequest, who: dict[str, Any]) -> None:
    place = order.place.code if order.place else ""
    files = keep_photos(request, who["at"], place)
    if not files:
        raise OrderRefused(_("Choose a photo."))
    add_photos(file_ids=files, after=request.POST.get("when") == "after", **who)


def _part(order: WorkOrder, request: HttpRequest, who: dict[str, Any]) -> None:
    item = StockItem.objects.filter(site=order.site, code=request.POST.get("item", "")).first()
    if item is None:
        raise OrderRefused(_("Say how many of which part."))
    use_part(item=item, count=_count(request, "count"), **who)


DEEDS: dict[str, Deed] = {
    "photo": _photos,
    "arrive": lambda order, request, who: arrive_order(ticked=request.POST.getlist("treasure"), **who),
    "decline": lambda order, request, who: decline_order(reason=_words(request), **who),
    "no_access": lambda order, request, who: no_access(words=_words(request), **who),
    "part": _part,
    "labour": lambda order, request, who: note_labour(minutes=_count(request, "minutes"), note=_words(request), **who),
}
