"""The butler's own page, who has which building, and the three judgements."""

from datetime import timedelta

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guanjia.care.actions.butlers import assign_butler, enter_evaluation
from guanjia.care.actions.refusals import CareRefused
from guanjia.care.models import ButlerAssignment, FileMark, Greeting
from guanjia.care.permissions import cares, leads
from guanjia.care.queries.lists import calls, current_butlers, three_sources
from guanjia.care.rules.evaluation import Judge, reaches
from guanjia.care.rules.greetings import GreetingState
from guanjia.complaints.public import OPEN, Complaint
from guanjia.foundation.sites.public import local, setting, site_now
from guanjia.kernel import typed
from guanjia.people.public import Roles, User, require_page, users_with_role
from guanjia.places.public import Building, Unit

YEAR = timedelta(days=365)


@require_page(cares, write=leads)
def building_page(request: HttpRequest, site_code: str) -> HttpResponse:
    """What the butler's buildings need today; leaders see and assign all of them."""
    site, at = request.site, site_now(request.site)
    if request.method == "POST":
        building = get_object_or_404(Building, site=site, pk=typed.number(request.POST.get("building")))
        user = User.objects.filter(pk=typed.number(request.POST.get("user"))).first()
        try:
            assign_butler(
                site=site,
                building=building,
                user=user,
                contact=request.POST.get("contact", "")[:60],
                actor=request.user,
                at=at,
            )
        except CareRefused as refused:
            messages.error(request, str(refused))
        return redirect("care:building", site_code)
    mine = ButlerAssignment.objects.filter(site=site, user=request.user, until=None)
    buildings = list(mine.values_list("building_id", flat=True))
    leader = leads(request.user, site)
    shown = Q(unit__building__in=buildings) if buildings else Q() if leader else Q(pk__in=[])
    today = local(site, at).date()
    sources = three_sources(site, today - YEAR)
    target = setting(site, "care.target_percent")
    context = {
        "butlers": current_butlers(site),
        "mine": mine.select_related("building"),
        "complaints": Complaint.objects.filter(shown, site=site, state__in=OPEN).select_related("unit").order_by("received_at")[:20],
        "calls": calls(site).filter(shown)[:20],
        "greetings": Greeting.objects.filter(
            site=site, state=GreetingState.DUE, **({"file__unit__building__in": buildings} if buildings else {})
        ).select_related("file__person", "file__unit").order_by("on")[:20],
        "alone": FileMark.objects.filter(
            file__site=site, kind="alone", until=None, **({"file__unit__building__in": buildings} if buildings else {})
        ).select_related("file__person", "file__unit")[:20],
        "units": Unit.objects.filter(site=site, building__in=buildings).count(),
        "buildings": Building.objects.filter(site=site, units__isnull=False).distinct().order_by("code"),
        "staff": users_with_role(site, Roles.BUTLER, at=at),
        "leads": leader,
        "sources": [(*row, _share(row[1], row[2]), reaches(_share(row[1], row[2]), target)) for row in sources],
        "target": target,
        "judges": [Judge.THIRD, Judge.INTERNAL],
    }  # fmt: skip
    return render(request, "care/building.html", context)


def _share(part: int, total: int) -> int | None:
    return round(100 * part / total) if total else None


@require_POST
@require_page(leads)
def evaluate(request: HttpRequest, site_code: str) -> HttpResponse:
    """Enter a third party's or an internal judgement."""
    post = request.POST
    try:
        held_on = parse_date(post.get("held_on", ""))
        if post.get("judge") not in set(Judge) or held_on is None:
            raise CareRefused(_("Say who judged, and when."))
        enter_evaluation(
            site=request.site, judge=Judge(post["judge"]), held_on=held_on, percent=int(post.get("percent") or -1),
            answers=int(post.get("answers") or 0), note=post.get("note", ""), actor=request.user, at=site_now(request.site),
        )  # fmt: skip
    except ValueError:
        messages.error(request, _("Per cent 0 to 100, at least one answer, not in the future."))
    except CareRefused as refused:
        messages.error(request, str(refused))
    return redirect("care:building", site_code)
