"""Somebody does not come: what changes, seen before it is decided, and the lists for the crew and for the gate."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guanjia.conference.public import Guest
from guanjia.foundation.sites.public import site_now
from guanjia.kernel import typed
from guanjia.people.public import require_page
from guanjia.seating.actions.printing import cars_pdf, moves_pdf
from guanjia.seating.actions.reseating import cards_moved, drop_out
from guanjia.seating.models import Reseating
from guanjia.seating.permissions import plans_seats, sees_cars, sees_seats
from guanjia.seating.queries.changes import cars_changed_at, foresee_absence, lines_of, pouring, rides_of
from guanjia.seating.queries.people import choosable
from guanjia.seating.views.common import event_of, pdf, tried


@require_page(sees_seats, write=plans_seats)
def absence(request: HttpRequest, site_code: str, ref: str) -> HttpResponse:
    """Who does not come? GET with `guest` shows what would change in every plan; POST decides it."""
    event = event_of(request, ref)
    asked = (request.POST if request.method == "POST" else request.GET).get("guest", "")
    guest = Guest.objects.filter(event=event, pk=typed.number(asked)).first()
    if request.method == "POST" and guest is not None:
        who = {"actor": request.user, "at": site_now(request.site)}
        reason = request.POST.get("reason", "").strip()[:200]
        if tried(
            request,
            lambda: drop_out(event=event, guest=guest, reason=reason, **who),
            _("Noted: the plans have followed."),
        ):
            made = Reseating.objects.filter(plan__event=event, done_at=None).order_by("-at", "pk").first()
            return redirect("seating:moves", site_code, made.pk) if made else redirect("seating:seats", site_code, ref)
    context = {
        "event": event,
        "guests": choosable(event),
        "guest": guest,
        "foreseen": foresee_absence(event, guest) if guest else [],
        "plans_seats": plans_seats(request.user, request.site),
    }
    return render(request, "seating/absence.html", context)


def _reseating(request: HttpRequest, pk: int) -> Reseating:
    rows = Reseating.objects.select_related("plan__event__site", "plan__site", "done_by")
    return get_object_or_404(rows, pk=pk, plan__site=request.site)


@require_page(sees_seats)
def moves(request: HttpRequest, site_code: str, pk: int) -> HttpResponse:
    """What changes: cards, chairs, pouring, cars and gate, the other plans of the same moment."""
    found = _reseating(request, pk)
    beside = Reseating.objects.filter(plan__event=found.plan.event_id, at=found.at).exclude(pk=found.pk)
    context = {
        "made": found,
        "plan": found.plan,
        "event": found.plan.event,
        "lines": lines_of(found),
        "cards": Guest.objects.filter(pk__in=found.cards).order_by("rank_no", "pk"),
        "pouring": pouring(found.plan),
        "rides": rides_of(found.plan.event),
        "beside": beside.select_related("plan"),
        "plans_seats": plans_seats(request.user, request.site),
    }
    return render(request, "seating/moves.html", context)


@require_POST
@require_page(sees_seats)
def done(request: HttpRequest, site_code: str, pk: int) -> HttpResponse:
    """The cards stand as on the list."""
    found = _reseating(request, pk)
    at = site_now(request.site)
    tried(request, lambda: cards_moved(reseating=found, actor=request.user, at=at), _("Noted."))
    return redirect("seating:moves", site_code, pk)


@require_page(sees_seats)
def paper(request: HttpRequest, site_code: str, pk: int) -> HttpResponse:
    """The list of moves as PDF."""
    found = _reseating(request, pk)
    return pdf(moves_pdf(found, lines_of(found), site_now(request.site)), f"{found.plan.event.ref}-moves-{found.pk}")


@require_page(sees_cars)
def cars(request: HttpRequest, site_code: str, ref: str) -> HttpResponse:
    """Who rides where, for the gate: as the plans stand now. It follows while it is open."""
    event = event_of(request, ref)
    context = {
        "event": event,
        "rides": rides_of(event),
        "changed_at": cars_changed_at(event),
        "sees_seats": sees_seats(request.user, request.site),
    }
    return render(request, "seating/cars.html", context)


@require_page(sees_cars)
def cars_paper(request: HttpRequest, site_code: str, ref: str) -> HttpResponse:
    """The list of the gate as PDF."""
    event = event_of(request, ref)
    return pdf(cars_pdf(event, rides_of(event), site_now(request.site)), f"{ref}-cars")
