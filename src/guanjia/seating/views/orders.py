"""The seats of an event: its order, its plans, its wishes."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guanjia.conference.public import Event
from guanjia.foundation.secrecy.public import SecretRefused
from guanjia.foundation.sites.public import site_now
from guanjia.foundation.tables.public import UnreadableSheet, read_sheet
from guanjia.people.public import require_page
from guanjia.seating.actions.ordering import take_order
from guanjia.seating.actions.wishes import add_wish, drop_wish
from guanjia.seating.forms import OrderForm, WishForm
from guanjia.seating.models import Reseating, SeatPlan, Wish
from guanjia.seating.permissions import plans_seats, sees_seats
from guanjia.seating.queries.charts import said
from guanjia.seating.queries.people import latest_order, order_lines
from guanjia.seating.rules.charts import NoChart
from guanjia.seating.rules.order import Basis, Line, TieBy, from_cells, pasted
from guanjia.seating.rules.refusals import SeatingRefused
from guanjia.seating.rules.states import Scene
from guanjia.seating.rules.strokes import unknown_in
from guanjia.seating.views.common import event_of


def _context(request: HttpRequest, event: Event, **more: Any) -> dict[str, Any]:
    plans = SeatPlan.objects.filter(event=event).select_related("block__room").order_by("state", "scene", "pk")
    order = latest_order(event)
    return {
        "event": event,
        "plans": plans,
        "order": order,
        "lines": order_lines(order) if order else [],
        "wishes": Wish.objects.filter(event=event).select_related("one", "other").order_by("kind", "pk"),
        "open_moves": Reseating.objects.filter(plan__event=event, done_at=None).select_related("plan").order_by("-at"),
        "scenes": list(Scene),
        "plans_seats": plans_seats(request.user, request.site),
        "wish_form": WishForm(event=event),
    } | more


@require_page(sees_seats)
def seats(request: HttpRequest, site_code: str, ref: str) -> HttpResponse:
    """The seats of an event: the signed order, the plans, moves that wait, wishes."""
    return render(request, "seating/event.html", _context(request, event_of(request, ref)))


@require_page(plans_seats)
def order(request: HttpRequest, site_code: str, ref: str) -> HttpResponse:
    """Take a signed order, pasted or from a sheet; the form keeps what was typed."""
    event = event_of(request, ref)
    form = OrderForm(request.POST or None, request.FILES or None, initial={"signed_on": site_now(request.site).date()})
    if request.method == "POST" and form.is_valid():
        try:
            made = _take(request, event, form.cleaned_data)
        except SeatingRefused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        except SecretRefused as secret:  # FIELD 1: nothing of it is kept, not even on the page
            messages.error(request, str(secret))
            return redirect("seating:order", site_code, ref)
        else:
            messages.success(request, _("Order %(number)s taken: %(count)s people.") % made)
            return redirect("seating:seats", site_code, ref)
    context = {"event": event, "form": form, "previous": latest_order(event)}
    return render(request, "seating/order.html", context, status=422 if form.errors else 200)


def _take(request: HttpRequest, event: Event, data: dict[str, Any]) -> dict[str, int]:
    lines = _lines(data)
    unknown = [line.name for line in lines if unknown_in(line.name)]
    if unknown and data["tie_by"] == TieBy.STROKES:
        messages.warning(
            request, _("Strokes unknown, placed last among equals: %(names)s") % {"names": "、".join(unknown)}
        )
    made = take_order(
        event=event, lines=lines, basis=Basis(data["basis"] or Basis.NUMBER),
        tie_by=TieBy(data["tie_by"]), signed_by=data["signed_by"], signed_on=data["signed_on"],
        actor=request.user, at=site_now(request.site),
    )  # fmt: skip
    return {"number": made.number, "count": len(lines)}


def _lines(data: dict[str, Any]) -> Sequence[Line]:
    try:
        if data["sheet"]:
            return from_cells(read_sheet(data["sheet"].read()).rows, Basis(data["basis"] or Basis.NUMBER))
        return pasted(data["lines"])
    except NoChart as none:
        raise SeatingRefused("sheet" if data["sheet"] else "lines", said(none)) from None
    except UnreadableSheet as bad:
        raise SeatingRefused("sheet", str(bad)) from None


@require_POST
@require_page(plans_seats)
def wish(request: HttpRequest, site_code: str, ref: str) -> HttpResponse:
    """Note a wish, or take one back."""
    event = event_of(request, ref)
    who = {"actor": request.user, "at": site_now(request.site)}
    if request.POST.get("drop", "").isdecimal():
        found = get_object_or_404(Wish.objects.select_related("event__site"), pk=int(request.POST["drop"]), event=event)
        drop_wish(wish=found, **who)
        return redirect("seating:seats", site_code, ref)
    form = WishForm(request.POST, event=event)
    if form.is_valid():
        try:
            add_wish(event=event, **form.cleaned_data, **who)
            return redirect("seating:seats", site_code, ref)
        except SeatingRefused as refused:
            form.add_error(refused.field or None, str(refused))
    return render(request, "seating/event.html", _context(request, event, wish_form=form), status=422)


def known_scene(code: str) -> Scene:
    """The scene of this code, else 404."""
    if code not in set(Scene):
        raise Http404
    return Scene(code)
