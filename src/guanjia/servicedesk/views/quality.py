"""How good the repairs are: each number is a link to its rows (REPR-011 to 013, REPR-018)."""

from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from guanjia.foundation.sites.public import local, site_now
from guanjia.people.public import require_page
from guanjia.servicedesk.permissions import sees_orders
from guanjia.servicedesk.queries.quality import figures, homes_again, kind_lines

TITLES = {
    "timely_normal": _("Ordinary repairs in time"),
    "timely_urgent": _("Urgent repairs in time"),
    "rework": _("Reworked"),
    "pass": _("Accepted by the owner"),
}


@require_GET
@require_page(sees_orders)
def quality_page(request: HttpRequest, site_code: str) -> HttpResponse:
    """The shares of a month (?month=2026-11; this one by itself), the kinds behind them, the homes where it came again."""
    site, at = request.site, site_now(request.site)
    first = _month(request.GET.get("month", ""), local(site, at).date())
    until, before = _next(first), (first - timedelta(days=1)).replace(day=1)
    language = get_language() or ""
    context = {
        "first": first,
        "earlier": f"{before:%Y-%m}",
        "later": f"{until:%Y-%m}" if until <= local(site, at).date() else "",
        "figures": [(TITLES[each.code], each) for each in figures(site, first, until)],
        "kinds": kind_lines(site, first, until, language),
        "homes": homes_again(site, at, language),
    }
    return render(request, "servicedesk/quality.html", context)


def _month(text: str, today: date) -> date:
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        return today.replace(day=1)


def _next(first: date) -> date:
    return (first + timedelta(days=32)).replace(day=1)
