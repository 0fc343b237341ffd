"""What the duties say of us; every number leads to its rows."""

from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from guanjia.duties.filters import NOBODY
from guanjia.duties.permissions import sees_duties
from guanjia.duties.queries.catalogue import titles_of
from guanjia.duties.queries.score import By, Score, scores
from guanjia.foundation.sites.public import Site, local, site_now, zone_of
from guanjia.kernel.walltime import midnight
from guanjia.people.public import User, require_page
from guanjia.posts.public import Post
from guanjia.ui.parts import Pill

BY: dict[By, Any] = {
    "post": _("By post"),
    "person": _("By person"),
    "standard": _("By standard"),
    "site": _("Whole site"),
}
DAYS = timedelta(days=29)
PARAMETER = {"post": "post", "person": "person", "standard": "standard"}


@require_GET
@require_page(sees_duties)
def score(request: HttpRequest, site_code: str) -> HttpResponse:
    """Punctuality and completeness of the last 30 days, or of the days asked for (both included)."""
    by: By = next((each for each in BY if each == request.GET.get("by")), "post")
    first, last = _days(request)
    found = scores(
        [request.site], _midnight(request.site, first), _midnight(request.site, last + timedelta(days=1)), by=by
    )
    names = _names(by, [each.key for each in found], request.site)
    days = {"from": first.isoformat(), "to": last.isoformat()}
    address = reverse("duties:list", args=[site_code])
    context = {
        "rows": [_row(each, names, by, days, address) for each in found],
        "pills": [Pill(label, f"?{urlencode({'by': name, **days})}", name == by) for name, label in BY.items()],
        "by": by,
        "first": first,
        "last": last,
    }
    return render(request, "duties/score.html", context)


def _days(request: HttpRequest) -> tuple[date, date]:
    """The days asked for; what makes no sense counts as not given."""
    today = local(request.site, site_now(request.site)).date()
    last = _date(request.GET.get("to", "")) or today
    first = _date(request.GET.get("from", "")) or last - DAYS
    return (first, last) if first <= last else (last, first)


def _date(text: str) -> date | None:
    try:
        found = parse_date(text)
    except ValueError:
        return None
    return found if found is not None and 1970 < found.year < 2200 else None


def _midnight(site: Site, day: date) -> datetime:
    return midnight(zone_of(site), day)


def _names(by: By, keys: list[Any], site: Site) -> dict[Any, str]:
    """What the keys are called. One query."""
    language = get_language() or "zh-hans"
    if by == "person":
        return {user.pk: str(user) for user in User.objects.filter(pk__in=[key for key in keys if key])}
    if by == "post":
        posts = Post.objects.filter(site=site, code__in=keys)
        return {post.code: post.name_zh if language.startswith("zh") else post.name_en for post in posts}
    return titles_of(site, language) if by == "standard" else {site.pk: site.name}


def _row(each: Score, names: dict[Any, str], by: By, days: dict[str, str], address: str) -> dict[str, Any]:
    narrow = {PARAMETER[by]: each.key if each.key is not None else NOBODY} if by in PARAMETER else {}

    def link(show: str) -> str:
        return f"{address}?{urlencode({'show': show, **narrow, 'scored': 1, **days})}"

    return {
        "name": names.get(each.key, each.key or _("Nobody in particular")),
        "score": each,
        "punctuality": None if each.punctuality is None else round(each.punctuality * 100),
        "completeness": None if each.completeness is None else round(each.completeness * 100),
        "on_time": link("on_time"),
        "late": link("done_late"),
        "missed": link("missed"),
    }
