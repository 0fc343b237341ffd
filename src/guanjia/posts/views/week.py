"""The roster of a week."""

from datetime import date, timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guanjia.foundation.sites.public import local, site_now
from guanjia.foundation.tables.public import as_xlsx
from guanjia.people.public import require_page
from guanjia.posts.actions.roster import RosterRefused
from guanjia.posts.actions.weeks import copy_week
from guanjia.posts.models import Roster
from guanjia.posts.permissions import can_see_roster, can_write_roster
from guanjia.posts.queries.weeks import Week, week
from guanjia.posts.rules.shifts import week_of
from guanjia.posts.tables import week_lines
from guanjia.posts.views.wording import refusal

NAMED = 5
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def monday_of(request: HttpRequest) -> date:
    """The Monday asked for (?week=2026-11-16, any day of it), else this week's on the site's calendar."""
    today = local(request.site, site_now(request.site)).date()
    try:
        return week_of(date.fromisoformat((request.GET | request.POST).get("week", "")))
    except (TypeError, ValueError):
        return week_of(today)


@require_page(can_see_roster)
def roster(request: HttpRequest, site_code: str) -> HttpResponse:
    """Posts against the days of a week: who stands where, what is missing, who has no rest day."""
    monday = monday_of(request)
    found = week(request.site, monday)
    if request.GET.get("export") == "xlsx":
        return download(request, found)
    context = {
        "week": found,
        "previous": monday - timedelta(days=7),
        "next": monday + timedelta(days=7),
        "last": monday + timedelta(days=6),
        "today": local(request.site, site_now(request.site)).date(),
        "can_write": can_write_roster(request.user, request.site),
    }
    return render(request, "posts/roster.html", context)


def download(request: HttpRequest, found: Week) -> HttpResponse:
    """The week as an Excel sheet that can be changed and sent back."""
    answer = HttpResponse(as_xlsx(week_lines(request.site, found)), content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="roster-{found.monday}.xlsx"'
    return answer


@require_page(can_write_roster)
@require_POST
def copy(request: HttpRequest, site_code: str) -> HttpResponse:
    """Repeat the week before in the week on screen; what could not be repeated is named with its reason."""
    monday, site = monday_of(request), request.site
    done = copy_week(site=site, source=monday - timedelta(days=7), target=monday, at=site_now(site), actor=request.user)
    messages.success(request, _("%(made)s entries copied from the week before.") % {"made": done.made})
    for entry, code in done.left_out[:NAMED]:
        messages.warning(request, _left_out(request, entry, code))
    if len(done.left_out) > NAMED:
        messages.warning(request, _("%(n)s more were left out.") % {"n": len(done.left_out) - NAMED})
    return redirect(f"/s/{site_code}/posts/?week={monday}")


def _left_out(request: HttpRequest, entry: Roster, code: str) -> str:
    if code == "double":
        words = {
            "who": str(entry.user),
            "post": entry.post.name,
            "day": f"{local(request.site, entry.starts_at):%m-%d}",
        }
        return _("Left out: %(who)s on %(post)s of %(day)s, already on a post at that time.") % words
    return refusal(RosterRefused(code), request.site, entry.user, entry.post)
