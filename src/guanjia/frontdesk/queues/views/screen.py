"""The call screen: who is called where, large and by voice."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.views.decorators.http import require_GET

from guanjia.foundation.documents.public import qr_svg
from guanjia.foundation.sites.public import site_now
from guanjia.frontdesk.queues.permissions import sees_screen
from guanjia.frontdesk.queues.queries.row import at_counters, forecast
from guanjia.frontdesk.queues.rules.tickets import TicketState, spoken
from guanjia.frontdesk.queues.views.public import kiosk_url
from guanjia.people.public import require_page

SHOWN = 8


@require_GET
@require_page(sees_screen)
def screen(request: HttpRequest, site_code: str) -> HttpResponse:
    """Numbers only, no names: the last called first, what is said aloud, how long others wait, where to take a number."""
    site, at = request.site, site_now(request.site)
    here = at_counters(site, at)[:SHOWN]
    called = [ticket for ticket in here if ticket.state == TicketState.CALLED]
    url = request.build_absolute_uri(kiosk_url(site))
    context = {
        "here": here,
        "says": [(f"{t.pk}:{t.calls}", spoken(t.label, t.counter.name if t.counter else "")) for t in called],
        "forecast": forecast(site, at),
        "qr": SafeString(qr_svg(url)),
    }
    return render(request, "queues/screen.html", context)
