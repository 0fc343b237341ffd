"""The floor of a hall: computed in the background; and the plan on a screen for the crew."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guanjia.foundation.sites.public import site_now
from guanjia.people.public import require_page
from guanjia.seating.actions.computing import ask_for_floor, stop_search
from guanjia.seating.permissions import plans_seats, sees_seats
from guanjia.seating.queries.charts import picture_of
from guanjia.seating.queries.pages import page_of
from guanjia.seating.views.common import number_in, plan_of, tried


@require_POST
@require_page(plans_seats)
def compute(request: HttpRequest, site_code: str, pk: int) -> HttpResponse:
    """Ask for a search."""
    found, at = plan_of(request, pk), site_now(request.site)
    seconds = number_in(request, "seconds") or 60
    tried(
        request,
        lambda: ask_for_floor(plan=found, seconds=seconds, actor=request.user, at=at),
        _("The plan is being computed."),
    )
    return redirect("seating:plan", site_code, pk)


@require_POST
@require_page(plans_seats)
def stop(request: HttpRequest, site_code: str, pk: int) -> HttpResponse:
    """Stop the search that runs."""
    found, at = plan_of(request, pk), site_now(request.site)
    stop_search(plan=found, actor=request.user, at=at)
    return redirect("seating:plan", site_code, pk)


@require_page(sees_seats)
def screen(request: HttpRequest, site_code: str, pk: int) -> HttpResponse:
    """The plan on a screen behind the scenes: it follows within two seconds, and an internal meeting shows no name (FIELD 16)."""
    found = plan_of(request, pk)
    quiet = found.event.secrecy != "ordinary"
    context = {
        "plan": found,
        "event": found.event,
        "page": None if quiet else page_of(picture_of(found)),
        "quiet": quiet,
    }
    return render(request, "seating/screen.html", context)
