"""The green sheet of an event: meals, waste, meters, counted things, the sum."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guanjia.conference.public import Event
from guanjia.duties.public import duties_of
from guanjia.foundation.files.public import Watermark, store
from guanjia.foundation.journal.public import timeline
from guanjia.foundation.sites.public import local, site_now, to_utc
from guanjia.green.actions.meals import close_meal, drop_meal, order_meal, plan_meal
from guanjia.green.actions.printing import report_pdf
from guanjia.green.actions.sheets import (
    SHEET,
    enter_factor,
    move_sheet,
    read_after,
    read_before,
    sheet_of,
    strike,
    tally,
    weigh,
)
from guanjia.green.forms.sheet import (
    AfterForm,
    FactorForm,
    LeftForm,
    MealForm,
    MeterForm,
    OrderForm,
    TallyForm,
    WeighForm,
)
from guanjia.green.models import GreenSheet, Meal, MeterReading, SiteFactor, Tally, Weighing
from guanjia.green.permissions import orders_meals, sees_green, sets_factors, weighs
from guanjia.green.queries.footprint import green_page, own_factors
from guanjia.green.queries.home import home_lines
from guanjia.green.queries.meals import meal_lines
from guanjia.green.rules.catering import MealKind
from guanjia.green.rules.footprint import factors_on, shipped
from guanjia.green.rules.states import SheetState, Thing
from guanjia.green.rules.waste import WasteKind
from guanjia.green.views.common import event_of, pdf, pressed, tried
from guanjia.people.public import require_page


@require_page(sees_green)
def home(request: HttpRequest, site_code: str) -> HttpResponse:
    """Events of three weeks: what guests need, what is to be ordered, weighed, read."""
    return render(request, "green/home.html", {"lines": home_lines(request.site, site_now(request.site))})


def _sheet(event: Event) -> GreenSheet | None:
    return GreenSheet.objects.select_related("site", "event__site").filter(event=event).first()


def _context(request: HttpRequest, event: Event, **forms: Form) -> dict[str, Any]:
    found, at = _sheet(event), site_now(request.site)
    start = local(event.site, event.starts_at) if event.starts_at else None
    context: dict[str, Any] = {
        "event": event,
        "sheet": found,
        "page": green_page(found) if found else None,
        "meals": meal_lines(event, at),
        "meal_form": MealForm(initial={"on": start.date(), "time": start.time()} if start else None),
        "weigh_form": WeighForm(),
        "tally_form": TallyForm(),
        "meter_form": MeterForm(),
        "orders_meals": orders_meals(request.user, request.site),
        "weighs": weighs(request.user, request.site),
        "history": timeline((SHEET, found.pk)) if found else [],
        "duties": duties_of(SHEET, found.pk) if found else [],
        "bad": "",
    }
    return context | forms


@require_page(sees_green)
def sheet(request: HttpRequest, site_code: str, ref: str) -> HttpResponse:
    """All of an event's green sheet on one page."""
    return render(request, "green/sheet.html", _context(request, event_of(request, ref)))


Enter = Callable[[HttpRequest, Event, datetime], tuple[str, Form, Callable[[], Any]]]


def _plan(request: HttpRequest, event: Event, at: datetime) -> tuple[str, Form, Callable[[], Any]]:
    form = MealForm(request.POST)

    def deed() -> Any:
        data = form.cleaned_data
        serve_at = to_utc(event.site, datetime.combine(data["on"], data["time"]))
        kind = next(each for each in MealKind if each.value == data["kind"])
        return plan_meal(event=event, kind=kind, serve_at=serve_at, actor=request.user, at=at)

    return "meal_form", form, deed


def _weigh(request: HttpRequest, event: Event, at: datetime) -> tuple[str, Form, Callable[[], Any]]:
    form = WeighForm(request.POST, request.FILES)

    def deed() -> Any:
        data, photo = form.cleaned_data, None
        if data["photo"]:
            taken = f"{local(event.site, at):%Y-%m-%d %H:%M}"
            mark = Watermark(event.site.name, event.ref, taken, str(request.user))
            photo = store(
                site=event.site,
                upload=data["photo"],
                name=data["photo"].name,
                actor=request.user,
                at=at,
                watermark=mark,
            )
        grams = int(data["kilograms"] * 1000)
        found = sheet_of(event=event, at=at)
        return weigh(sheet=found, kind=WasteKind(data["kind"]), grams=grams, photo=photo, actor=request.user, at=at)

    return "weigh_form", form, deed


def _tally(request: HttpRequest, event: Event, at: datetime) -> tuple[str, Form, Callable[[], Any]]:
    form = TallyForm(request.POST)

    def deed() -> Any:
        data = form.cleaned_data
        thing = next(each for each in Thing if each.value == data["thing"])
        given = {"quantity": data["quantity"], "note": data["note"]}
        return tally(sheet=sheet_of(event=event, at=at), thing=thing, actor=request.user, at=at, **given)

    return "tally_form", form, deed


def _meter(request: HttpRequest, event: Event, at: datetime) -> tuple[str, Form, Callable[[], Any]]:
    form = MeterForm(request.POST)

    def deed() -> Any:
        data, found = form.cleaned_data, sheet_of(event=event, at=at)
        given = {"meter": data["meter"], "reading": data["before"], "parts": form.parts()}
        return read_before(sheet=found, actor=request.user, at=at, **given)

    return "meter_form", form, deed


ENTERS: dict[str, tuple[Enter, Any]] = {
    "meal": (_plan, orders_meals),
    "weigh": (_weigh, weighs),
    "tally": (_tally, weighs),
    "meter": (_meter, weighs),
}


@require_POST
@require_page(weighs)
def enter(request: HttpRequest, site_code: str, ref: str, what: str) -> HttpResponse:
    """One more figure, or one more meal. 422 keeps what was typed."""
    event = event_of(request, ref)
    if what not in ENTERS:
        raise Http404
    act, permission = ENTERS[what]
    name, form, deed = act(request, event, site_now(request.site))
    if not permission(request.user, request.site):
        return render(request, "green/sheet.html", _context(request, event), status=403)
    if form.is_valid() and tried(form, deed):
        return redirect("green:sheet", site_code, ref)
    return render(request, "green/sheet.html", _context(request, event, **{name: form}) | {"bad": name}, status=422)


def _meal(request: HttpRequest, pk: int) -> Meal:
    meal = get_object_or_404(Meal.objects.select_related("site", "event__site"), pk=pk, site=request.site)
    if meal.event.secrecy == "controlled":
        raise Http404
    return meal


@require_page(sees_green, write=weighs)
def meal(request: HttpRequest, site_code: str, pk: int) -> HttpResponse:
    """One meal: forecast, order, what was left. POST with `verb`: order, close, drop."""
    found, at = _meal(request, pk), site_now(request.site)
    line = next(each for each in meal_lines(found.event, at) if each.meal.pk == found.pk)
    order = OrderForm(initial={"portions": found.portions or line.proposed, "rev": found.rev})
    left = LeftForm(initial={"eaten": line.arrived or None, "rev": found.rev})
    if request.method == "POST":
        verb, who = request.POST.get("verb", ""), {"actor": request.user, "at": at}
        if verb == "drop":
            reason = request.POST.get("reason", "")
            pressed(request, lambda: drop_meal(meal=found, reason=reason, rev=found.rev, **who), _("Noted."))
            return redirect("green:sheet", site_code, found.event.ref)
        if verb == "order":
            order = OrderForm(request.POST)
            done = order.is_valid() and tried(order, lambda: order_meal(meal=found, **order.cleaned_data, **who))
        else:
            left = LeftForm(request.POST)
            done = left.is_valid() and tried(left, lambda: close_meal(meal=found, **left.values(), **who))
        if done:
            return redirect("green:sheet", site_code, found.event.ref)
    context = {"event": found.event, "line": line, "meal": found, "order_form": order, "left_form": left}
    context |= {"orders_meals": orders_meals(request.user, request.site), "weighs": weighs(request.user, request.site)}
    context |= {"duties": duties_of("green.meal", found.pk), "history": timeline(("green.meal", found.pk))}
    return render(request, "green/meal.html", context, status=422 if order.errors or left.errors else 200)


@require_page(sees_green, write=weighs)
def meter(request: HttpRequest, site_code: str, pk: int) -> HttpResponse:
    """A meter after the meeting."""
    rows = MeterReading.objects.select_related("sheet__event__site", "sheet__site", "site")
    row = get_object_or_404(rows, pk=pk, site=request.site)
    form = AfterForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        given = {"value": form.cleaned_data["value"], "sure": form.cleaned_data["sure"]}
        if tried(form, lambda: read_after(reading=row, actor=request.user, at=site_now(request.site), **given)):
            return redirect("green:sheet", site_code, row.sheet.event.ref)
    context = {"row": row, "event": row.sheet.event, "form": form, "weighs": weighs(request.user, request.site)}
    return render(request, "green/meter.html", context, status=422 if form.errors else 200)


@require_POST
@require_page(weighs)
def struck(request: HttpRequest, site_code: str, what: str, pk: int) -> HttpResponse:
    """Strike a slip out, with a reason."""
    model: Any = {"weighing": Weighing, "tally": Tally}.get(what)
    if model is None:
        raise Http404
    row = get_object_or_404(model.objects.select_related("sheet__event", "sheet__site"), pk=pk, site=request.site)
    reason, at = request.POST.get("reason", ""), site_now(request.site)
    pressed(request, lambda: strike(row=row, reason=reason, actor=request.user, at=at), _("Struck out."))
    return redirect("green:sheet", site_code, row.sheet.event.ref)


@require_POST
@require_page(orders_meals)
def act(request: HttpRequest, site_code: str, ref: str, verb: str) -> HttpResponse:
    """Close the sheet, or open it again."""
    found = _sheet(event_of(request, ref))
    moves = {"close": SheetState.CLOSED, "reopen": SheetState.OPEN}
    if found is None or verb not in moves:
        raise Http404
    at = site_now(request.site)
    pressed(request, lambda: move_sheet(sheet=found, to=moves[verb], actor=request.user, at=at), _("Noted."))
    return redirect("green:sheet", site_code, ref)


@require_page(sees_green)
def method(request: HttpRequest, site_code: str, ref: str) -> HttpResponse:
    """The sum line by line: amount, factor, source, certainty."""
    event = event_of(request, ref)
    found = _sheet(event)
    if found is None:
        raise Http404
    return render(request, "green/method.html", {"event": event, "sheet": found, "page": green_page(found)})


@require_page(sees_green)
def report(request: HttpRequest, site_code: str, ref: str) -> HttpResponse:
    """The report for the client as PDF."""
    event = event_of(request, ref)
    found = _sheet(event)
    if found is None:
        raise Http404
    return pdf(report_pdf(sheet=found, page=green_page(found), at=site_now(request.site)), f"{ref}-green")


@require_page(sees_green, write=sets_factors)
def factors(request: HttpRequest, site_code: str) -> HttpResponse:
    """Every factor with its source; POST enters one of the site's own."""
    at = site_now(request.site)
    form = FactorForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        fresh = SiteFactor(**form.cleaned_data)
        if tried(form, lambda: enter_factor(site=request.site, factor=fresh, actor=request.user, at=at)):
            return redirect("green:factors", site_code)
    own = own_factors(request.site)
    today = factors_on(local(request.site, at).date(), own)
    rows = [(factor, today.get(factor.code) is factor, factor in own) for factor in (*own, *shipped())]
    context = {"rows": rows, "form": form, "sets_factors": sets_factors(request.user, request.site)}
    return render(request, "green/factors.html", context, status=422 if form.errors else 200)
