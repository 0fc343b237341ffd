"""Periods and their requests."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guanjia.foundation.journal.public import timeline
from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.foundation.sites.public import site_now
from guanjia.foundation.tables.public import Importer
from guanjia.people.public import require_page
from guanjia.scheduling.actions.periods import PERIOD, make_period, move_period
from guanjia.scheduling.actions.requests import add_requests, drop_request, gather, settle_requests
from guanjia.scheduling.actions.searching import ask_for_places
from guanjia.scheduling.forms.period import PeriodForm, RequestForm
from guanjia.scheduling.models.request import PRIORITIES
from guanjia.scheduling.permissions import places_periods, sees_periods
from guanjia.scheduling.queries.pages import period_lines
from guanjia.scheduling.rules.refusals import SchedulingRefused
from guanjia.scheduling.rules.states import PeriodState
from guanjia.scheduling.tables import request_importer
from guanjia.scheduling.views.common import numbers_in, period_of, tried
from guanjia.ui.errors import invalid

PAGE = 50


@require_page(sees_periods)
def period_list(request: HttpRequest, site_code: str) -> HttpResponse:
    """Periods, the newest first."""
    page = Paginator(period_lines(request.site), PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "can_plan": places_periods(request.user, request.site)}
    return render(request, "scheduling/periods.html", context)


@require_page(places_periods)
def period_new(request: HttpRequest, site_code: str) -> HttpResponse:
    """Make a period."""
    form = PeriodForm(request.POST or None, site=request.site)
    if request.method == "POST":
        if form.is_valid():
            try:
                made = make_period(
                    site=request.site, **form.cleaned_data, actor=request.user, at=site_now(request.site)
                )
                return redirect("scheduling:period", site_code, made.pk)
            except SchedulingRefused as refused:
                form.add_error(refused.field if refused.field in form.fields else None, refused.message)
            except SecretRefused as secret:
                form.add_error("name", str(secret))
        return invalid(request, "scheduling/period_new.html", {"form": form})
    return render(request, "scheduling/period_new.html", {"form": form})


@require_page(sees_periods)
def period_page(request: HttpRequest, site_code: str, pk: int) -> HttpResponse:
    """Requests with their fixed choices, and the searches so far."""
    period = period_of(request, pk)
    rows = period.requests.select_related("event", "block", "room", "wished_room")
    context: dict[str, Any] = {
        "period": period,
        "page": Paginator(rows.order_by("-priority", "pk"), PAGE * 4).get_page(request.GET.get("page")),
        "runs": period.runs.order_by("-pk")[:5],
        "priorities": PRIORITIES,
        "can_plan": places_periods(request.user, request.site) and period.stage is PeriodState.OPEN,
        "can_reopen": places_periods(request.user, request.site) and period.stage is PeriodState.CLOSED,
        "entries": timeline((PERIOD, period.pk)),
    }
    return render(request, "scheduling/period.html", context)


@require_page(places_periods)
def request_new(request: HttpRequest, site_code: str, pk: int) -> HttpResponse:
    """Type a line of the plan in."""
    period = period_of(request, pk)
    form = RequestForm(request.POST or None, site=request.site)
    context = {"period": period, "form": form}
    if request.method == "POST":
        if form.is_valid():
            try:
                line = form.cleaned_data
                add_requests(period=period, lines=[line], actor=request.user, at=site_now(request.site))
                return redirect("scheduling:period", site_code, period.pk)
            except SchedulingRefused as refused:
                form.add_error(None, refused.message)
            except SecretRefused as secret:
                form.add_error("title", str(secret))
        return invalid(request, "scheduling/request_new.html", context)
    return render(request, "scheduling/request_new.html", context)


@require_POST
@require_page(places_periods)
def settle(request: HttpRequest, site_code: str, pk: int) -> HttpResponse:
    """Fixed choices, who may move, priorities; then, if asked, a search."""
    period, at = period_of(request, pk), site_now(request.site)
    sent = {key.removeprefix("priority_"): value for key, value in request.POST.items() if key.startswith("priority_")}
    allowed = {str(value) for value, _label in PRIORITIES}
    priorities = {int(key): int(value) for key, value in sent.items() if key.isdecimal() and value in allowed}
    shown = numbers_in(request, "shown")
    done = tried(
        request,
        lambda: settle_requests(
            period=period, shown=shown, fixed=numbers_in(request, "fixed"), may_move=numbers_in(request, "may_move"),
            priorities=priorities, actor=request.user, at=at,
        ),
    )  # fmt: skip
    if done is not None and "search" in request.POST:
        seconds = (numbers_in(request, "seconds") or [60])[0]
        run = tried(request, lambda: ask_for_places(period=period, seconds=seconds, actor=request.user, at=at))
        if run is not None:
            return redirect("scheduling:run", site_code, run.pk)
    elif done is not None:
        messages.success(request, _("Saved."))
    return redirect("scheduling:period", site_code, pk)


@require_POST
@require_page(places_periods)
def act(request: HttpRequest, site_code: str, pk: int, verb: str) -> HttpResponse:
    """What one press does to a period."""
    period, who, at = period_of(request, pk), request.user, site_now(request.site)
    if verb == "gather":
        count = tried(request, lambda: gather(period=period, actor=who, at=at))
        if count is not None:
            messages.success(request, _("Meetings taken in: %(count)d") % {"count": count})
    elif verb == "drop":
        number = (numbers_in(request, "request") or [0])[0]
        tried(request, lambda: drop_request(period=period, request_id=number, actor=who, at=at))
    else:
        to = PeriodState.CLOSED if verb == "close" else PeriodState.OPEN
        tried(request, lambda: move_period(period=period, to=to, actor=who, at=at))
    return redirect("scheduling:period", site_code, pk)


def importer(request: HttpRequest, site_code: str, pk: int) -> Importer:
    """The importer of an annual plan."""
    return request_importer(period_of(request, pk))
