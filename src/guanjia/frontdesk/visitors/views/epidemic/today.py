"""Today at the epidemic desk: who is followed up, what is owed; and the temperature taken at the door."""

from datetime import datetime
from decimal import Decimal, InvalidOperation

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guanjia.foundation.sites.public import site_now
from guanjia.frontdesk.visitors.actions.refusals import VisitRefused
from guanjia.frontdesk.visitors.actions.screening import decline, hand_over, isolate, measure
from guanjia.frontdesk.visitors.forms.epidemic import FollowForm
from guanjia.frontdesk.visitors.models import Area, Delivery, Isolation, Screening, Supply, Visit
from guanjia.frontdesk.visitors.permissions import measures, sees_health
from guanjia.frontdesk.visitors.rules.epidemic import (
    LIMIT,
    BadReading,
    DeliveryState,
    ScreeningState,
    SupplyState,
)
from guanjia.frontdesk.visitors.rules.isolating import IsolationState
from guanjia.frontdesk.visitors.views.desk import visit_again
from guanjia.frontdesk.visitors.views.epidemic.desk import LINES, reads_desk, show, tried
from guanjia.kernel.states import MoveRefused
from guanjia.people.public import require_page
from guanjia.safety.public import LiaisonKind, liaisons

OPEN_CASES = (ScreeningState.PLAN, ScreeningState.ISOLATED, ScreeningState.HANDED)


@require_page(reads_desk)
def today_page(request: HttpRequest, site_code: str) -> HttpResponse:
    """Cases with names for the few who follow them up, four numbers with their lists, whom to ring."""
    return _today(request)


def _today(request: HttpRequest, bound: tuple[int, FollowForm] | None = None) -> HttpResponse:
    site = request.site
    rows = Screening.objects.filter(site=site, state__in=OPEN_CASES)
    seen = rows.select_related("person", "visit").order_by("-measured_at")[:LINES]
    cases = list(seen) if sees_health(request.user, site) else []
    forms = [(row, bound[1] if bound is not None and bound[0] == row.pk else FollowForm()) for row in cases]
    numbers = {
        "areas": Area.objects.filter(site=site, ended_at=None).count(),
        "low": Supply.objects.filter(site=site, state=SupplyState.LOW).count(),
        "homes": Isolation.objects.filter(site=site, state=IsolationState.RUNNING).count(),
        "deliveries": Delivery.objects.filter(site=site, state=DeliveryState.ASKED).count(),
    }
    contacts = liaisons(site, LiaisonKind.HEALTH)
    more = {"cases": forms, "open_count": rows.count(), "numbers": numbers, "contacts": contacts, "limit": LIMIT}
    return show(request, "today", 422 if bound is not None else 200, **more)


@require_POST
@require_page(sees_health)
def follow(request: HttpRequest, site_code: str, pk: int) -> HttpResponse:
    """The next step of a case: at the isolation place, with the health centre, closed; each with words."""
    rows = Screening.objects.select_related("site", "visit__site", "visit__person")
    row = get_object_or_404(rows, site=request.site, pk=pk)
    form, at = FollowForm(request.POST), site_now(request.site)

    def deed() -> None:
        words = form.cleaned_data["words"]
        if row.stage is ScreeningState.PLAN:
            isolate(screening=row, place=words, actor=request.user, at=at)
            return
        wanted = request.POST.get("to", "")
        goal = ScreeningState.HANDED if wanted == ScreeningState.HANDED else ScreeningState.CLOSED
        hand_over(screening=row, to=goal, reason=words, actor=request.user, at=at)

    if tried(form, deed):
        return redirect("visitors:epidemic", site_code)
    return _today(request, (pk, form))


@require_POST
@require_page(measures)
def temperature(request: HttpRequest, site_code: str, number: str, verb: str) -> HttpResponse:
    """A visitor's temperature at the door, or that they will not be measured; refused readings leave nothing."""
    rows = Visit.objects.select_related("site", "person", "unit")
    visit, at = get_object_or_404(rows, site=request.site, number=number), site_now(request.site)
    if verb not in {"measure", "decline"}:
        raise Http404
    try:
        if verb == "decline":
            decline(visit=visit, actor=request.user, at=at)
        else:
            messages.info(request, _measured(visit, request, at))
    except VisitRefused as refused:
        return visit_again(request, number, str(refused))
    except BadReading as bad:
        return visit_again(request, number, _(bad.reason))
    except MoveRefused:
        return visit_again(request, number, _("Somebody else was faster. This is how it stands now."))
    return redirect("visitors:visit", site_code, number)


def _measured(visit: Visit, request: HttpRequest, at: datetime) -> str:
    figures = _("Type the temperature and the distance in figures.")
    try:
        reading, distance = Decimal(request.POST.get("reading", "").strip()), int(request.POST.get("distance", ""))
    except (InvalidOperation, ValueError):
        raise VisitRefused("reading", figures) from None
    if not reading.is_finite():
        raise VisitRefused("reading", figures)
    made = measure(visit=visit, reading=reading, distance=distance, actor=request.user, at=at)
    return _(made.stage.label)
