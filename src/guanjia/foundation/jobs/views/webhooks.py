"""Webhook endpoints and what was sent to them."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from guanjia.foundation.events.public import WebhookDelivery, WebhookEndpoint, secret_of
from guanjia.foundation.jobs.actions.webhook import redeliver, renew_secret, save_webhook
from guanjia.foundation.jobs.forms import WebhookForm
from guanjia.foundation.sites.public import may, page, site_now
from guanjia.kernel import clock
from guanjia.ui.errors import invalid

FRESH = "webhook.fresh"
"""The session remembers whose new secret the next page shows."""


@page("system")
@require_safe
def webhooks(request: HttpRequest, site_code: str) -> HttpResponse:
    """The site's endpoints and the log of calls, newest first."""
    log = WebhookDelivery.objects.filter(site=request.site).select_related("endpoint", "entry").order_by("-id")
    context = {
        "endpoints": WebhookEndpoint.objects.filter(site=request.site),
        "page": Paginator(log, 50).get_page(request.GET.get("page")),
        "can_write": may("system", request.user, request.site, write=True),
    }
    return render(request, "jobs/webhooks.html", context)


@page("system")
def webhook(request: HttpRequest, site_code: str, endpoint_id: int | None = None) -> HttpResponse:
    """Add or change an endpoint. A new secret is shown once, to whoever made it."""
    site, found = request.site, None
    if endpoint_id is not None:
        found = get_object_or_404(WebhookEndpoint, pk=endpoint_id, site=site)
    form = WebhookForm(site, request.POST if request.method == "POST" else None, instance=found)
    can_write = may("system", request.user, site, write=True)
    fresh = found is not None and request.session.get(FRESH) == found.pk
    secret = secret_of(found) if found and fresh and can_write else ""
    context = {"form": form, "endpoint": found, "can_write": can_write, "secret": secret}
    if request.method != "POST":
        if fresh:
            del request.session[FRESH]
        return render(request, "jobs/webhook.html", context)
    if not form.is_valid():
        return invalid(request, "jobs/webhook.html", context)
    added = found is None
    saved = save_webhook(site=site, endpoint=form.save(commit=False), actor=request.user, at=site_now(site))
    if added:
        request.session[FRESH] = saved.pk
    return redirect("jobs:webhook", site_code, saved.pk)


@page("system")
@require_POST
def webhook_renew(request: HttpRequest, site_code: str, endpoint_id: int) -> HttpResponse:
    """Give an endpoint a new secret."""
    found = get_object_or_404(WebhookEndpoint, pk=endpoint_id, site=request.site)
    renew_secret(site=request.site, endpoint=found, actor=request.user, at=site_now(request.site))
    request.session[FRESH] = endpoint_id
    return redirect("jobs:webhook", site_code, endpoint_id)


@page("system")
@require_POST
def webhook_again(request: HttpRequest, site_code: str, delivery_id: int) -> HttpResponse:
    """Send one call again, delivered or not."""
    found = get_object_or_404(WebhookDelivery, pk=delivery_id, site=request.site)
    redeliver(delivery=found, actor=request.user, at=site_now(request.site), now=clock.now())
    messages.success(request, _("It is sent again within seconds."))
    return redirect("jobs:webhooks", site_code)
