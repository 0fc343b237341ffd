"""The epidemic desk on one page: policy, temperatures, disinfection, stocks, deliveries, whom to ring."""

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guanjia.foundation.documents.public import render_pdf
from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.foundation.sites.public import local, site_now, to_utc
from guanjia.frontdesk.visitors.actions.epidemic import (
    add_area,
    add_supply,
    ask_delivery,
    file_policy,
    log_disinfection,
    move_delivery,
    move_supply,
)
from guanjia.frontdesk.visitors.actions.refusals import VisitRefused
from guanjia.frontdesk.visitors.actions.screening import decline, hand_over, isolate, measure
from guanjia.frontdesk.visitors.models import Area, Delivery, Disinfection, EpidemicPolicy, Screening, Supply, Visit
from guanjia.frontdesk.visitors.permissions import (
    disinfects,
    files_policy,
    keeps_supplies,
    measures,
    runs_door,
    sees_health,
)
from guanjia.frontdesk.visitors.queries.epidemic import policy_in_force
from guanjia.frontdesk.visitors.rules.epidemic import (
    LIMIT,
    BadReading,
    DeliveryState,
    PolicyVersion,
    ScreeningState,
    SupplyClass,
)
from guanjia.kernel.states import MoveRefused
from guanjia.people.public import is_auditor, is_staff, require_page
from guanjia.places.public import Unit, units_in
from guanjia.safety.public import LiaisonKind, liaisons

LINES = 20
reads_desk = measures | disinfects | keeps_supplies


@require_page(reads_desk)
def epidemic_page(request: HttpRequest, site_code: str) -> HttpResponse:
    """Everything of the desk; temperatures with names for the few who follow them up."""
    return _page(request)


def _page(request: HttpRequest, sentence: str = "", status: int = 200) -> HttpResponse:
    site, user, at = request.site, request.user, site_now(request.site)
    health = sees_health(user, site)
    open_ones = Screening.objects.filter(
        site=site, state__in=(ScreeningState.PLAN, ScreeningState.ISOLATED, ScreeningState.HANDED)
    )
    context = {
        "sentence": sentence,
        "policy": policy_in_force(site, at),
        "versions": EpidemicPolicy.objects.filter(site=site)[:8],
        "screenings": open_ones.select_related("person", "visit").order_by("-measured_at")[:LINES] if health else [],
        "open_count": open_ones.count(),
        "areas": Area.objects.filter(site=site, ended_at=None),
        "lines": Disinfection.objects.filter(site=site).select_related("area", "by").order_by("-at")[:LINES],
        "supplies": Supply.objects.filter(site=site),
        "deliveries": Delivery.objects.filter(site=site, state__in=(DeliveryState.ASKED, DeliveryState.PLACED))
        .select_related("unit")
        .order_by("asked_at"),
        "classes": [(each.value, _(each.label)) for each in SupplyClass],
        "contacts": liaisons(site, LiaisonKind.HEALTH),
        "limit": LIMIT,
        "may": {
            "health": health and not is_auditor(user, site),
            "policy": files_policy(user, site),
            "disinfect": disinfects(user, site),
            "supplies": keeps_supplies(user, site),
            "deliver": runs_door(user, site),
        },
    }
    return render(request, "visitors/epidemic.html", context, status=status)


@require_POST
@require_page(is_staff)
def epidemic_act(request: HttpRequest, site_code: str, what: str) -> HttpResponse:
    """Make something new: policy, area, supply, delivery, or a measuring at the door (then with `visit`)."""
    return _act(request, what, MAKES, None)


@require_POST
@require_page(is_staff)
def epidemic_row(request: HttpRequest, site_code: str, what: str, pk: int) -> HttpResponse:
    """Do something with a row: disinfect an area, move a stock, a delivery or a case."""
    return _act(request, what, ROWS, pk)


def _act(request: HttpRequest, what: str, deeds: dict[str, Any], pk: int | None) -> HttpResponse:
    found = deeds.get(what)
    if found is None:
        raise Http404
    may, deed = found
    if not may(request.user, request.site):
        raise PermissionDenied
    at = site_now(request.site)
    try:
        said = deed(request, at) if pk is None else deed(request, pk, at)
    except (VisitRefused, SecretRefused) as refused:
        return _page(request, str(refused), 422)
    except BadReading as bad:
        return _page(request, _(bad.reason), 422)
    except MoveRefused:
        return _page(request, _("Somebody else was faster, or this step is over. This is how it stands now."), 422)
    if said:
        messages.success(request, said)
    visit = request.POST.get("visit", "")
    if what in {"measure", "decline"} and visit:
        return redirect("visitors:visit", request.site.code, visit)
    return redirect("visitors:epidemic", request.site.code)


def _count(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise VisitRefused("count", _("Say how many.")) from None


def _make_policy(request: HttpRequest, at: datetime) -> str:
    given = request.POST
    try:
        begins = to_utc(request.site, datetime.fromisoformat(given.get("in_force_from", "")).replace(tzinfo=None))
    except ValueError:
        raise VisitRefused("in_force_from", _("Say from when it is in force.")) from None
    version = PolicyVersion(
        given.get("version", ""),
        begins,
        on=given.get("on") == "1",
        temperature="temperature" in given,
        mask="mask" in given,
    )
    source, text = given.get("source", ""), given.get("text", "")[:2000]
    file_policy(site=request.site, policy=version, source=source, text=text, actor=request.user, at=at)
    return _("The version is on file.")


def _make_area(request: HttpRequest, at: datetime) -> str:
    add_area(
        site=request.site, name=request.POST.get("name", ""), often="often" in request.POST, actor=request.user, at=at
    )
    return ""


def _make_supply(request: HttpRequest, at: datetime) -> str:
    given = request.POST
    klass = given.get("klass", "")
    add_supply(
        site=request.site,
        name=given.get("name", ""),
        klass=SupplyClass(klass) if klass in set(SupplyClass) else SupplyClass.PROTECTION,
        measure=given.get("measure", ""),
        minimum=max(0, _count(given.get("minimum", ""))),
        actor=request.user,
        at=at,
    )
    return ""


def _make_delivery(request: HttpRequest, at: datetime) -> str:
    text = request.POST.get("unit", "")
    unit = Unit.objects.filter(site=request.site, code__in=[*units_in(text), text]).first()
    if unit is None:
        raise VisitRefused("unit", _("There is no such unit here. Write it like 3-2-1201."))
    what, ref = request.POST.get("what", ""), request.POST.get("ref", "")
    ask_delivery(site=request.site, unit=unit, what=what, ref=ref, actor=request.user, at=at)
    return ""


def _visit(request: HttpRequest) -> Visit:
    rows = Visit.objects.select_related("site", "person", "unit")
    return get_object_or_404(rows, site=request.site, number=request.POST.get("visit", ""))


def _make_reading(request: HttpRequest, at: datetime) -> str:
    try:
        reading = Decimal(request.POST.get("reading", "").strip())
        distance = int(request.POST.get("distance", ""))
    except (InvalidOperation, ValueError):
        raise VisitRefused("reading", _("Type the temperature and the distance in figures.")) from None
    if not reading.is_finite():
        raise VisitRefused("reading", _("Type the temperature and the distance in figures."))
    made = measure(visit=_visit(request), reading=reading, distance=distance, actor=request.user, at=at)
    return _(made.stage.label)


def _make_decline(request: HttpRequest, at: datetime) -> str:
    decline(visit=_visit(request), actor=request.user, at=at)
    return ""


def _disinfect(request: HttpRequest, pk: int, at: datetime) -> str:
    area = get_object_or_404(Area.objects.select_related("site"), site=request.site, pk=pk, ended_at=None)
    log_disinfection(area=area, agent=request.POST.get("agent", ""), actor=request.user, at=at)
    return ""


def _stock(request: HttpRequest, pk: int, at: datetime) -> str:
    supply = get_object_or_404(Supply.objects.select_related("site"), site=request.site, pk=pk)
    count = _count(request.POST.get("count", ""))
    move_supply(supply=supply, count=count, whom=request.POST.get("whom", ""), actor=request.user, at=at)
    return ""


def _deliver(request: HttpRequest, pk: int, at: datetime) -> str:
    row = get_object_or_404(Delivery.objects.select_related("site"), site=request.site, pk=pk)
    to = request.POST.get("to", "")
    move_delivery(
        delivery=row,
        to=DeliveryState(to) if to in set(DeliveryState) else DeliveryState.PLACED,
        actor=request.user,
        at=at,
    )
    return ""


def _follow(request: HttpRequest, pk: int, at: datetime) -> str:
    row = get_object_or_404(
        Screening.objects.select_related("site", "visit__site", "visit__person"), site=request.site, pk=pk
    )
    words, to = request.POST.get("words", ""), request.POST.get("to", "")
    if row.stage is ScreeningState.PLAN:
        isolate(screening=row, place=words, actor=request.user, at=at)
    else:
        goal = ScreeningState.HANDED if to == ScreeningState.HANDED else ScreeningState.CLOSED
        hand_over(screening=row, to=goal, reason=words, actor=request.user, at=at)
    return ""


MAKES: dict[str, tuple[Any, Callable[[HttpRequest, datetime], str]]] = {
    "policy": (files_policy, _make_policy),
    "area": (files_policy | disinfects, _make_area),
    "supply": (keeps_supplies, _make_supply),
    "delivery": (runs_door, _make_delivery),
    "measure": (measures, _make_reading),
    "decline": (measures, _make_decline),
}
ROWS: dict[str, tuple[Any, Callable[[HttpRequest, int, datetime], str]]] = {
    "disinfect": (disinfects, _disinfect),
    "stock": (keeps_supplies, _stock),
    "deliver": (runs_door | disinfects, _deliver),
    "follow": (sees_health, _follow),
}


@require_page(reads_desk)
def log_pdf(request: HttpRequest, site_code: str) -> HttpResponse:
    """The disinfection log as a form (TMPL-028): time, area, agent, person."""
    answer = HttpResponse(render_pdf("documents/form.typ", log_form(request.site)), content_type="application/pdf")
    answer["Content-Disposition"] = 'inline; filename="disinfection.pdf"'
    return answer


def log_form(site: Any, most: int = 200) -> dict[str, Any]:
    """The four fields of the disinfection log (EPID-002), newest first."""
    rows = Disinfection.objects.filter(site=site).select_related("area", "by").order_by("-at")[:most]
    lines = [[f"{local(site, row.at):%Y-%m-%d %H:%M}", row.area.name, row.agent, str(row.by)] for row in rows]
    heads = [_("Time"), _("Area"), _("Agent and strength"), _("Person")]
    return {
        "site": site.name,
        "title": _("Disinfection log"),
        "sections": [{"heads": heads, "rows": lines or [["　"] * 4] * 12, "widths": [3, 4, 4, 3]}],
        "signatures": [_("Environment supervisor")],
    }
