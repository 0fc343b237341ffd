"""What is closed, and closing or opening it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.foundation.sites.public import site_now
from guanjia.people.public import require_page
from guanjia.wayfinding.actions.closing import close_way, open_way
from guanjia.wayfinding.actions.drawing import topic
from guanjia.wayfinding.forms import ClosingForm
from guanjia.wayfinding.models import Closing, WayLink
from guanjia.wayfinding.permissions import closes_ways, sees_ways
from guanjia.wayfinding.queries.graphs import closings_at
from guanjia.wayfinding.rules.refusals import WayRefused

LAST = 20


@require_page(sees_ways, write=closes_ways)
def closings_page(request: HttpRequest, site_code: str) -> HttpResponse:
    """What is closed now and was lately; a form to close something."""
    form = ClosingForm(request.POST if request.method == "POST" else None, site=request.site)
    at = site_now(request.site)
    if request.method == "POST" and form.is_valid():
        kind, _colon, rest = form.cleaned_data["what"].partition(":")
        link = get_object_or_404(WayLink, site=request.site, pk=rest) if kind == "link" else None
        try:
            close_way(
                site=request.site, via="" if link else rest, link=link, reason=form.cleaned_data["reason"],
                until=form.cleaned_data["until"], actor=request.user, at=at,
            )  # fmt: skip
        except WayRefused as refused:
            form.add_error(refused.field if refused.field in form.fields else "what", refused.message)
        except SecretRefused as secret:
            form.add_error("reason", str(secret))
        else:
            messages.success(request, _("Closed. Screens and ways lead round it."))
            return redirect("wayfinding:closings", site_code)
    context = {
        "form": form,
        "closings": closings_at(request.site, at),
        "past": Closing.objects.filter(site=request.site)
        .exclude(lifted_at=None)
        .select_related("link__a", "link__b", "by")[:LAST],
        "closes": closes_ways(request.user, request.site),
        "topic": topic(request.site.pk),
    }
    return render(request, "wayfinding/closings.html", context, status=422 if form.errors else 200)


@require_POST
@require_page(closes_ways)
def closing_open(request: HttpRequest, site_code: str, closing_id: int) -> HttpResponse:
    """Open it again."""
    closing = get_object_or_404(Closing.objects.select_related("site"), pk=closing_id, site=request.site)
    open_way(closing=closing, actor=request.user, at=site_now(request.site))
    return redirect("wayfinding:closings", site_code)
