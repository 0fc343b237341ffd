"""System health, undelivered events."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from guanjia.foundation.events.public import Delivery
from guanjia.foundation.jobs.actions.webhook import try_again
from guanjia.foundation.jobs.health import beat_lines, health
from guanjia.foundation.sites.public import may, page, site_now
from guanjia.kernel import clock


@page("system")
@require_safe
def show_health(request: HttpRequest, site_code: str) -> HttpResponse:
    """What runs, what waits, what failed."""
    now = clock.now()
    context = {"lines": health(request.site, now), "beats": beat_lines(now)}
    return render(request, "jobs/health.html", context)


@page("system")
@require_safe
def show_undelivered(request: HttpRequest, site_code: str) -> HttpResponse:
    """Events that a receiver has not taken, oldest first, with what went wrong."""
    rows = Delivery.objects.filter(site=request.site, delivered_at__isnull=True).select_related("entry").order_by("id")
    context = {
        "page": Paginator(rows, 50).get_page(request.GET.get("page")),
        "can_write": may("system", request.user, request.site, write=True),
    }
    return render(request, "jobs/undelivered.html", context)


@page("system")
@require_POST
def retry(request: HttpRequest, site_code: str) -> HttpResponse:
    """Make everything that failed due at once."""
    site = request.site
    count = try_again(site=site, actor=request.user, at=site_now(site), now=clock.now())
    messages.success(request, _("%(count)s will be tried again within seconds.") % {"count": count})
    return redirect("jobs:health", site_code)
