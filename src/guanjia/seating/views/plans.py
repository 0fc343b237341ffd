"""A plan: made, looked at, changed by hand, confirmed, printed."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guanjia.conference.public import Refused
from guanjia.foundation.documents.public import DocumentRefused
from guanjia.foundation.journal.public import timeline
from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.foundation.sites.public import setting, site_now
from guanjia.kernel import typed
from guanjia.people.public import require_page
from guanjia.seating.actions.planning import (
    NO_NOTES_AT_DINNER,
    PLAN,
    choose_seat,
    confirm_plan,
    drop_plan,
    let_go,
    make_plan,
    set_options,
)
from guanjia.seating.actions.printing import cards_pdf, plan_pdf
from guanjia.seating.forms import PARTS, OptionsForm, PlanForm
from guanjia.seating.models import OrderLine, SeatPlan
from guanjia.seating.permissions import plans_seats, sees_seats
from guanjia.seating.queries.charts import picture_of
from guanjia.seating.queries.floors import floor_facts
from guanjia.seating.queries.pages import page_of
from guanjia.seating.queries.people import choosable, latest_order
from guanjia.seating.rules.behind import OFFERED
from guanjia.seating.rules.refusals import SeatingRefused
from guanjia.seating.rules.states import TWO_SIDES, PlanState, Scene
from guanjia.seating.views.common import event_of, number_in, pdf, plan_of, tried
from guanjia.seating.views.orders import known_scene

SEVEN = "seating.seven_seater"


@require_page(plans_seats)
def new(request: HttpRequest, site_code: str, ref: str, scene: str) -> HttpResponse:
    """A new plan: what the scene asks for, and who belongs to it."""
    event, chosen = event_of(request, ref), known_scene(scene)
    data = request.POST if request.method == "POST" else None
    form = PlanForm(data, event=event, initial={"scene": chosen})
    form.fields.pop("scene")
    options = OptionsForm(data, initial={"layout": request.GET.get("layout", "")}).only(chosen, event.pk)
    guests = choosable(event, 3000 if chosen is Scene.FLOOR else 200)
    sides = _sides(event)
    people = [(guest, _part(request, guest.pk, chosen, sides.get(guest.pk, ""))) for guest in guests]
    if data is not None and form.is_valid() and options.is_valid():
        parts = {guest.pk: PARTS[part] for guest, part in people if part in PARTS}
        try:
            if not parts:
                raise SeatingRefused("people", _("Choose who belongs to the plan."))
            plan = make_plan(
                event=event, scene=chosen, title=form.cleaned_data["title"], parts=parts, block=form.cleaned_data["block"],
                options=options.options(str(setting(event.site, SEVEN))), actor=request.user, at=site_now(request.site),
            )  # fmt: skip
            return redirect("seating:plan", site_code, plan.pk)
        except (SeatingRefused, SecretRefused) as refused:
            form.add_error(None, str(refused))
    context = {"event": event, "scene": chosen, "form": form, "options": options, "people": people,
               "two_sides": chosen in TWO_SIDES, "duties": [str(duty) for duty in OFFERED.get(chosen, ())],
               "no_notes": NO_NOTES_AT_DINNER, "there": _floors_of(event, chosen)}  # fmt: skip
    return render(request, "seating/new.html", context, status=422 if form.errors or options.errors else 200)


def _floors_of(event: Any, scene: Scene) -> list[SeatPlan]:
    """Floor plans that the event has already: its layout may be given to one of them instead."""
    if scene is not Scene.FLOOR:
        return []
    return list(SeatPlan.objects.filter(event=event, scene=scene).exclude(state=PlanState.DROPPED).order_by("pk"))


def _sides(event: Any) -> dict[int, str]:
    order = latest_order(event)
    return dict(OrderLine.objects.filter(order=order).values_list("guest_id", "side")) if order else {}


def _part(request: HttpRequest, guest_id: int, scene: Scene, side: str) -> str:
    """What was chosen for a guest; before anything was: who is on the signed order with a side, or everybody of a hall."""
    if request.method == "POST":
        return request.POST.get(f"part-{guest_id}", "")
    if scene in TWO_SIDES:
        return side
    return "seat" if scene is Scene.FLOOR else ""


@require_page(sees_seats)
def plan(request: HttpRequest, site_code: str, pk: int) -> HttpResponse:
    """A plan as it stands: the picture, who sits where, what is wrong, what can be done."""
    found = plan_of(request, pk)
    page = page_of(picture_of(found))
    chosen = request.GET.get("seat", "")
    context = {
        "plan": found,
        "event": found.event,
        "page": page,
        "chosen": next((spot for spot in page.spots if spot.box.key == chosen), None),
        "options": OptionsForm(initial=_initial(found, request)).only(found.kind, found.event_id),
        "plans_seats": plans_seats(request.user, request.site),
        "history": timeline((PLAN, found.pk)),
        "is_floor": found.kind is Scene.FLOOR,
        "floor": floor_facts(found) if found.kind is Scene.FLOOR else None,
        "dropped": found.stage is PlanState.DROPPED,
    }
    return render(request, "seating/plan.html", context)


def _initial(plan: SeatPlan, request: HttpRequest) -> dict[str, Any]:
    kept = plan.options.get("layout") or {}
    lists = {name: ", ".join(map(str, plan.options.get(name) or [])) for name in ("rows", "seats", "parts")}
    return {**plan.options, **lists, "car": (plan.options.get("cars") or [""])[0],
            "layout": request.GET.get("layout") or kept.get("key", "")}  # fmt: skip


@require_POST
@require_page(plans_seats)
def act(request: HttpRequest, site_code: str, pk: int, verb: str) -> HttpResponse:
    """Seat by hand, let go, other options, confirm, drop, take up again."""
    found = plan_of(request, pk)
    what: dict[str, Any] = {
        "plan": found, "rev": number_in(request, "rev"), "actor": request.user, "at": site_now(request.site),
    }  # fmt: skip
    if verb == "choose":
        tried(
            request, lambda: choose_seat(guest_id=number_in(request, "guest"), key=request.POST.get("key", ""), **what)
        )
    elif verb == "let-go":
        tried(request, lambda: let_go(guest_id=number_in(request, "guest"), **what))
    elif verb == "options":
        form = OptionsForm(request.POST).only(found.kind, found.event_id)
        if not form.is_valid():
            messages.error(request, "；".join(error for errors in form.errors.values() for error in errors))
        else:
            seven = str(setting(found.site, SEVEN))
            done = _("The hall has these seats now.") if found.kind is Scene.FLOOR else _("Everybody is placed anew.")
            tried(request, lambda: set_options(options=form.options(seven), **what), done)
    elif verb == "confirm":
        tried(request, lambda: confirm_plan(name=request.POST.get("name", ""), **what), _("Confirmed."))
    elif verb in ("drop", "back"):
        tried(request, lambda: drop_plan(back=verb == "back", **what))
    else:
        raise Http404
    return redirect("seating:plan", site_code, pk)


@require_page(sees_seats)
def paper(request: HttpRequest, site_code: str, pk: int) -> HttpResponse:
    """The plan as PDF."""
    found = plan_of(request, pk)
    page = page_of(picture_of(found))
    if page.drawing is None:
        messages.error(request, page.warnings[0])
        return redirect("seating:plan", site_code, pk)
    try:
        made = plan_pdf(page, site_now(request.site))
    except DocumentRefused as refused:
        messages.error(request, str(refused))
        return redirect("seating:plan", site_code, pk)
    return pdf(made, f"{found.event.ref}-{found.scene}-{found.pk}")


@require_POST
@require_page(plans_seats)
def cards(request: HttpRequest, site_code: str, pk: int) -> HttpResponse:
    """Place cards of the plan, or of those that are named; a reprint has a reason (补打)."""
    found = plan_of(request, pk)
    named = typed.numbers(request.POST.getlist("guest"))
    seated = [member.guest.pk for member in page_of(picture_of(found)).order]
    wanted = [each for each in named if each in seated] if named else seated
    reason = request.POST.get("reason", "")[:200]
    try:
        made = cards_pdf(found, wanted, reason, request.user, site_now(request.site))
    except (Refused, DocumentRefused) as refused:
        messages.error(request, str(refused))
        return redirect("seating:plan", site_code, pk)
    return pdf(made, f"{found.event.ref}-cards")
