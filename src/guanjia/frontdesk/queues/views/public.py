"""Taking a number and following it without an account: at a kiosk, or on one's own phone by the code on the screen."""

from typing import Any

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_POST

from guanjia.foundation.documents.public import qr_svg
from guanjia.foundation.sites.public import Site, local, site_now
from guanjia.frontdesk.queues.actions.keeping import QueueRefused
from guanjia.frontdesk.queues.actions.taking import give_back, take_number
from guanjia.frontdesk.queues.models import Business, Ticket
from guanjia.frontdesk.queues.queries.row import forecast, places
from guanjia.frontdesk.queues.rules.tickets import LIVE_TICKET, Priority
from guanjia.kernel.states import MoveRefused
from guanjia.people.public import public_page

SALT = "queues.kiosk"
COOKIE = "queue_ticket"
DAY_S = 86_400
CHOICES = (Priority.NONE, Priority.ELDERLY, Priority.PREGNANT, Priority.LIMITED)
"""What people say of themselves; VIP is said at the desk."""


def kiosk_url(site: Site) -> str:
    """The address at which numbers of today are taken; tomorrow it is another one, so nobody queues from home with an old one."""
    day = local(site, site_now(site)).date()
    return reverse("queue", args=[signing.dumps([site.pk, day.isoformat()], salt=SALT)])


def _site_of(token: str) -> Site:
    try:
        pk, day = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        raise Http404 from None
    site = get_object_or_404(Site, pk=pk)
    if day != local(site, site_now(site)).date().isoformat():
        raise Http404
    return site


@csrf_protect
@public_page
def kiosk(request: HttpRequest, token: str) -> HttpResponse:
    """Choose what one comes for; the number and how long it takes come at once. One open number a phone."""
    site = _site_of(token)
    is_kiosk, at = "kiosk" in request.GET, site_now(site)
    held = _held(request, site)
    if held is not None and not is_kiosk:
        return redirect("queue_ticket", held.token)
    context: dict[str, Any] = {"site": site, "priorities": CHOICES, "is_kiosk": is_kiosk, "token": token}
    status = 200
    if request.method == "POST":
        business = get_object_or_404(Business, site=site, code=request.POST.get("business", ""), is_open=True)
        wanted = request.POST.get("priority", "")
        priority = Priority(wanted) if wanted in set(CHOICES) else Priority.NONE
        try:
            ticket = take_number(business=business, at=at, priority=priority)
        except QueueRefused as refused:
            context["refusal"], status = str(refused), 422
        else:
            answer = redirect(reverse("queue_ticket", args=[ticket.token]) + ("?kiosk" if is_kiosk else ""))
            if not is_kiosk:
                answer.set_cookie(COOKIE, ticket.token, max_age=DAY_S, httponly=True, samesite="Lax")
            return answer
    context["forecast"] = forecast(site, at)
    return render(request, "queues/kiosk.html", context, status=status)


def _held(request: HttpRequest, site: Site) -> Ticket | None:
    """The number that this phone holds and that is not over."""
    token = request.COOKIES.get(COOKIE, "")[:40]
    day = local(site, site_now(site)).date()
    return Ticket.objects.filter(token=token, site=site, on=day, state__in=LIVE_TICKET).first() if token else None


@csrf_protect
@public_page
def ticket_page(request: HttpRequest, token: str) -> HttpResponse:
    """One's own number: how many are before it, about how long, and where to go once it is called."""
    ticket = _find(token)
    place = next((each for each in places(ticket.site, site_now(ticket.site)) if each.ticket.pk == ticket.pk), None)
    url = request.build_absolute_uri(reverse("queue_ticket", args=[token]))
    context = {
        "site": ticket.site,
        "ticket": ticket,
        "place": place,
        "qr": SafeString(qr_svg(url)),
        "is_kiosk": "kiosk" in request.GET,
    }
    context["back"] = kiosk_url(ticket.site)
    return render(request, "queues/ticket.html", context)


@require_POST
@csrf_protect
@public_page
def give_up(request: HttpRequest, token: str) -> HttpResponse:
    """The number is given back by who holds it."""
    ticket = _find(token)
    try:
        give_back(ticket=ticket, at=site_now(ticket.site))
    except MoveRefused:
        return render(
            request,
            "queues/ticket.html",
            {"site": ticket.site, "ticket": ticket, "refusal": _("This number is being called or is over.")},
            status=409,
        )
    return redirect("queue_ticket", token)


def _find(token: str) -> Ticket:
    return get_object_or_404(Ticket.objects.select_related("site", "business", "counter"), token=token)
